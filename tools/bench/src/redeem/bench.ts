import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startPostgres } from '@app2wxapp/test-environment/servers';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { POOL, nameTicket, prepareFloor, prepareTickets } from './prepare-tickets.js';
import { runWrk, type Load, type Result } from './run-wrk.js';
import { startServer, type StartedServer } from './start-server.js';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    connections: { type: 'string', default: '64' },
    accounts: { type: 'string', default: '1000' },
    tickets: { type: 'string', default: '400000' },
    only: { type: 'string', default: '' },
  },
});
const run = { seconds: Number(options.seconds), connections: Number(options.connections) };
const tickets = Number(options.tickets);
/** One measurement of ours for each. */
const accountCounts = options.accounts.split(',').map(Number);

const WARM_UP_SECONDS = 5;

const AUTHORITY = fileURLToPath(new URL('../../../../apps/authority-server/dist/main.js', import.meta.url));
const FLOOR = fileURLToPath(new URL('./floor-server.js', import.meta.url));
const PEER = fileURLToPath(new URL('../../peers/peer-server.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-bench-'));

const OUR_ENV = {
  RATE_LIMIT_IP_PER_MINUTE: '0',
  RATE_LIMIT_POOL_PER_MINUTE: '0',
  RATE_LIMIT_BACKEND_PER_MINUTE: '0',
  LOG_LEVEL: 'warn',
  MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
};
const results: { name: string; result: Result; cpuSeconds: number }[] = [];

function writeBodies(name: string, build: (index: number) => string): string {
  const file = join(folder, `${name}.txt`);
  const lines = Array.from({ length: tickets }, (_, index) => build(index + 1));
  writeFileSync(file, lines.join('\n'));
  return file;
}

async function measure(
  name: string,
  start: () => Promise<{ server: StartedServer; load: Load }>,
): Promise<void> {
  if (options.only !== '' && !name.includes(options.only)) return;
  const { server, load } = await start();
  try {
    // The first thousands of requests run code that is not compiled yet.
    const warmUp = runWrk(load, { ...run, seconds: WARM_UP_SECONDS, skip: 0 });
    const before = server.readCpuSeconds() ?? NaN;
    const result = runWrk(load, { ...run, skip: warmUp.requests + run.connections });
    results.push({ name, result, cpuSeconds: (server.readCpuSeconds() ?? NaN) - before });
  } finally {
    await server.stop();
  }
}

const ourBodies = writeBodies('ours', (index) =>
  JSON.stringify({ ticket: nameTicket(index), secret: POOL.secret }),
);
const floorBodies = writeBodies('floor', (index) => JSON.stringify({ ticket: nameTicket(index) }));
const loadOurs = (server: StartedServer): Load => ({
  url: `${server.url}/oauth/app2wxapp/auth/${POOL.userPoolId}`,
  bodies: ourBodies,
});

async function withPostgres(): Promise<void> {
  const postgres = await startPostgres(['shared_buffers=512MB']);
  if (!postgres) return;
  const DATABASE_URL = postgres.connectionString;
  const client = new pg.Client({ connectionString: DATABASE_URL });
  await client.connect();
  const send = (text: string) => client.query(text);
  await measure('Fastify, DELETE … RETURNING on PostgreSQL (floor)', async () => {
    await prepareFloor(send, tickets);
    const server = await startServer(FLOOR, { DATABASE_URL }, ['pg']);
    return { server, load: { url: server.url, bodies: floorBodies } };
  });
  for (const accounts of accountCounts) {
    await measure(`authority on PostgreSQL, ${accounts} accounts`, async () => {
      const server = await startServer(AUTHORITY, { ...OUR_ENV, DATABASE_URL });
      await prepareTickets(send, { accounts, tickets });
      return { server, load: loadOurs(server) };
    });
  }
  await client.end();
  await postgres.stop();
}

async function withPglite(): Promise<void> {
  await measure('Fastify, DELETE … RETURNING on PGlite (floor)', async () => {
    const database = await PGlite.create({ dataDir: join(folder, 'floor') });
    await prepareFloor((text) => database.exec(text), tickets);
    await database.close();
    const server = await startServer(FLOOR, { DATA_DIR: join(folder, 'floor') }, ['pglite']);
    return { server, load: { url: server.url, bodies: floorBodies } };
  });
  for (const accounts of accountCounts) {
    const dataDir = join(folder, `pglite-${accounts}`);
    await measure(`authority on PGlite, ${accounts} accounts`, async () => {
      await (await startServer(AUTHORITY, { ...OUR_ENV, DATA_DIR: dataDir })).stop();
      const database = await PGlite.create({ dataDir: join(dataDir, 'pglite') });
      await prepareTickets((text) => database.exec(text), { accounts, tickets });
      await database.close();
      const server = await startServer(AUTHORITY, { ...OUR_ENV, DATA_DIR: dataDir });
      return { server, load: loadOurs(server) };
    });
  }
}

const PEERS = [
  ['oidc-provider', 'in memory'],
  ['@node-oauth/oauth2-server', 'in memory'],
  ['better-auth', 'on SQLite'],
] as const;

async function withPeers(): Promise<void> {
  for (const [index, [peer, where]] of PEERS.entries()) {
    const bodies = join(folder, `peer-${index}.txt`);
    await measure(`${peer}, ${where}`, async () => {
      const env = { BODIES: bodies, COUNT: options.tickets };
      const server = await startServer(PEER, env, [peer]);
      const { path, bodyType, authorization } = (await (await fetch(`${server.url}/__load`)).json()) as {
        path: string;
        bodyType: string;
        authorization?: string;
      };
      return { server, load: { url: server.url + path, bodies, bodyType, authorization } };
    });
  }
}

try {
  await measure('node:http, token signed (floor)', async () => {
    const server = await startServer(FLOOR, {}, ['http']);
    return { server, load: { url: server.url, bodies: floorBodies } };
  });
  await withPostgres();
  await withPglite();
  await withPeers();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const lines = results.map(({ name, result, cpuSeconds }) => {
  const perSecond = Math.round(result.requests / result.seconds);
  const cpuMicros = Math.round((cpuSeconds / result.requests) * 1e6);
  return `| ${name} | ${perSecond} | ${cpuMicros} | ${result.p50Ms.toFixed(1)} | ${result.p99Ms.toFixed(1)} | ${result.notOk + result.socketErrors} |`;
});
process.stdout.write(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? '?'}, ${run.connections} connections, ` +
    `${run.seconds} s each, ${tickets} tickets\n\n` +
    `| | a second | server's processor µs each | p50 ms | p99 ms | not 200 |\n|---|---|---|---|---|---|\n${lines.join('\n')}\n`,
);
