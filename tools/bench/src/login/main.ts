import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '@app2wxapp/test-environment/servers';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { moveBeside, SPREAD } from './cores.js';
import { SentStream, writeRequests } from './measure.js';
import { holdExpiredTickets, prepareFloor, prepareRows } from './prepare-rows.js';
import { whileFilling } from './fill-tables.js';
import { measureStart, writeStarts, type Start } from './measure-start.js';
import { readOptions } from './read-options.js';
import { writeReport, writeRow, type ReportLine } from './report.js';
import { requireWrk } from './run-wrk.js';
import { startAuthority, startBackend, startOthers, startPeer, startWechat } from './servers.js';
import { createSigner, type SigningKeyRow } from './sign-tokens.js';
import type { StartedServer } from './start-server.js';
import { createSteps, type Step, type Stream, type Target } from './steps.js';

const noToken = () => Promise.resolve('');
const NAMES = createSteps({ accounts: 1, once: 1 }, noToken).map(({ name }) => name);
const given = orExit(() => {
  const read = readOptions([...NAMES, 'start', 'PGlite', 'peers']);
  requireWrk();
  return read;
});
const { run: options, counts, isWanted } = given;
const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-bench-'));
const lines: ReportLine[] = [];
const starts: Start[] = [];
const running: Promise<{ stop(): Promise<void> }>[] = [];

/** What PostgreSQL's manual advises where it shares a machine with nothing large: a quarter of the memory, rare checkpoints. */
const SETTINGS = [
  `shared_buffers=${Math.floor(totalmem() / 2 ** 22)}MB`,
  'max_wal_size=8GB',
  'checkpoint_timeout=15min',
];
/** Option of Node that collects new objects earlier: less memory, more work. */
const LESS_MEMORY = '--max-semi-space-size=2';
const SIGNING_KEY = 'SELECT kid, sealed_private_key, public_key FROM signing_keys';

function keep<T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  running.push(starting);
  return starting;
}

/** Returns the result of `read`; ends the process with its message, in place of a stack trace. */
function orExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}

/** Measures a step, ours and the floor in turn, so that a machine that slows down slows both. */
async function measureStep(
  { name, ours, floor, connections = options.connections }: Step,
  servers: Map<Target, StartedServer>,
): Promise<void> {
  const streams = [];
  for (const stream of servers.has(floor.target) ? [floor, ours] : [ours]) {
    const server = servers.get(stream.target) as StartedServer;
    const requests = await writeRequests(folder, `${name}-${lines.length}`, stream);
    const sent = new SentStream(server, requests, { ...options, connections });
    await sent.warmUp();
    streams.push(sent);
  }
  for (let round = 0; round < options.rounds; round++) for (const sent of streams) await sent.measure();
  const sent = streams.at(-1) as SentStream;
  const profile = await sent.profile(join(folder, `${ours.target}.cpuprofile`));
  const line = {
    name,
    rounds: sent.rounds,
    floor: streams.length > 1 ? streams[0]?.rounds : undefined,
    profile,
  };
  lines.push(line);
  process.stderr.write(`${writeRow(line)} ${profile}\n`);
}

async function withPostgres(wechat: StartedServer): Promise<void> {
  const postgres = await keep(
    startPostgres(SETTINGS).then((started) => {
      if (!started) throw new Error('PostgreSQL does not start here, for the reason above.');
      return started;
    }),
  );
  const env = { DATABASE_URL: postgres.connectionString, WECHAT_API_URL: wechat.url };
  await (await startAuthority(env, wechat, folder)).stop();
  const before = performance.now();
  await whileFilling(postgres, async (send) => {
    await prepareFloor(send);
    await prepareRows(send, counts);
  });
  process.stderr.write(`The tables were filled in ${Math.round((performance.now() - before) / 1000)} s.\n`);
  moveBeside(postgres.pid);
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  // The connection ends with the server, also after a failed step.
  client.on('error', () => undefined);
  await client.connect();
  const keys = await client.query<SigningKeyRow>(SIGNING_KEY);
  const sign = (authority: StartedServer) =>
    createSigner(keys.rows[0] as SigningKeyRow, authority.url, counts.accounts);
  await holdExpiredTickets((text) => client.query(text), given.andRemoving);
  const authority = await keep(startAuthority(env, wechat, folder));
  const servers = !given.hasFloor
    ? new Map<Target, StartedServer>([['authority', authority]])
    : await startOthers(authority, env, folder);
  const steps = createSteps(counts, sign(authority)).filter(({ name }) => isWanted(name));
  const searches = steps.filter(({ connections }) => connections !== undefined);
  const logins = steps.filter((step) => !searches.includes(step));
  for (const step of logins) await measureStep(step, servers);
  if (given.andRemoving) await measureWhileRemoving(client, logins, servers);
  for (const step of searches) await measureStep(step, servers);
  await client.end();
  for (const server of servers.values()) await server.stop();
  if (isWanted('start')) {
    await keepStart('authority on PostgreSQL', () => startAuthority(env, wechat, folder));
    await keepStart('example backend', () => startBackend(authority.url, folder));
    await keepStart(`example backend, ${LESS_MEMORY}`, () =>
      startBackend(authority.url, folder, { NODE_OPTIONS: LESS_MEMORY }),
    );
  }
}

/** Waits for the authority's removal of expired rows: it runs twice a minute, and continues while there are any. */
async function measureWhileRemoving(
  client: pg.Client,
  steps: readonly Step[],
  servers: Map<Target, StartedServer>,
): Promise<void> {
  const count = async () => {
    const { rows } = await client.query<{ count: number }>(
      "SELECT count(*)::int FROM tickets WHERE expires_at < now() - interval '10 minutes'",
    );
    return rows[0]?.count ?? NaN;
  };
  await holdExpiredTickets((text) => client.query(text), false);
  const before = await count();
  await sleep(31_000);
  const since = performance.now();
  for (const { name, ours, floor } of steps) {
    // Requests of the first run are not sent again.
    const half = Math.floor(ours.count / 2);
    const rest: Stream = { ...ours, count: half, build: (index) => ours.build(index + half) };
    await measureStep({ name: `${name}, removing`, ours: rest, floor }, servers);
  }
  const seconds = Math.round((performance.now() - since) / 1000);
  process.stderr.write(
    `${before - (await count())} of ${before} expired tickets were removed in ${seconds} s.\n`,
  );
}

async function keepStart(name: string, start: () => Promise<StartedServer>): Promise<void> {
  starts.push(await measureStart(name, start, options.rounds));
}

async function withPglite(wechat: StartedServer): Promise<void> {
  const env = { DATA_DIR: join(folder, 'pglite') };
  await (await startAuthority(env, wechat, folder)).stop();
  const database = await PGlite.create({ dataDir: join(env.DATA_DIR, 'pglite') });
  const keys = await database.query<SigningKeyRow>(SIGNING_KEY);
  await prepareRows((text) => database.exec(text), counts);
  await database.close();
  const authority = await keep(startAuthority(env, wechat, folder));
  const sign = createSigner(keys.rows[0] as SigningKeyRow, authority.url, counts.accounts);
  const servers = new Map<Target, StartedServer>([['authority', authority]]);
  for (const { name, isOnPglite, ...step } of createSteps(counts, sign)) {
    if (isOnPglite) await measureStep({ ...step, name: `${name}, on PGlite` }, servers);
  }
  await authority.stop();
  await keepStart('authority, embedded database', () => startAuthority(env, wechat, folder));
}

/** Measures a peer that redeems its own one-time value in its own way. */
async function withPeer(peer: string): Promise<void> {
  const bodies = join(folder, 'peer.txt');
  const server = await keep(startPeer(peer, bodies, counts.once));
  const load = (await (await fetch(`${server.url}/__load`)).json()) as Record<string, string | undefined>;
  const head = ['POST', load.path, load.authorization ?? ''].join('\t');
  const requests = readFileSync(bodies, 'utf8').split('\n');
  writeFileSync(bodies, requests.map((body) => `${head}\t${body}`).join('\n'));
  const sent = new SentStream(server, bodies, { ...options, bodyType: load.bodyType });
  await sent.warmUp();
  for (let round = 0; round < options.rounds; round++) await sent.measure();
  lines.push({ name: `${peer}, in memory`, rounds: sent.rounds });
  await server.stop();
}

let stopping: Promise<void> | undefined;

/** Stops everything, once: the process may end only after the first call has. */
function stopAll(): Promise<void> {
  stopping ??= stopRunning();
  return stopping;
}

async function stopRunning(): Promise<void> {
  for (const starting of running.splice(0).reverse()) {
    await starting.then((started) => started.stop()).catch(() => undefined);
  }
  rmSync(folder, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stopAll().finally(() => process.exit(1)));
}

try {
  const wechat = await keep(startWechat());
  await withPostgres(wechat);
  if (isWanted('PGlite')) await withPglite(wechat);
  if (isWanted('peers')) {
    for (const peer of ['oidc-provider', '@node-oauth/oauth2-server']) await withPeer(peer);
  }
  const { connections, rounds, seconds } = options;
  const circumstances = `${SPREAD}; ${connections} connections, medians of ${rounds} rounds of ${seconds} s; ${counts.accounts} accounts`;
  process.stdout.write(
    given.isJson ? JSON.stringify(lines) : writeReport(lines, circumstances) + writeStarts(starts),
  );
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  await stopAll();
  // Also ends the servers that are not kept, with which the process would wait for ever.
  process.exit(1);
} finally {
  await stopAll();
}
