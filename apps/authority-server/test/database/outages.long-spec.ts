import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '@app2wxapp/test-environment/servers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { openPostgresDatabase } from '../../src/database/postgres-database.js';
import { RunningAuthority, type Answer, type TestPool } from '../running-authority.js';

const TIMEOUT_MS = 2000;
/** Of the clients here: beyond it an answer did not come. */
const PATIENCE_MS = 2 * TIMEOUT_MS;

const postgres = await startPostgres();
const connectionString = postgres?.connectionString ?? '';
const logger = { error: () => undefined, warn: () => undefined };

// Without PostgreSQL these are skipped, after saying so; in CI `startPostgres` fails instead.
(postgres && process.platform !== 'win32' ? describe : describe.skip)('while PostgreSQL is paused', () => {
  const server = new RunningAuthority();
  let pool: TestPool;
  let stopped: number[] = [];

  beforeAll(async () => {
    const options = { connectionString, poolSize: 3, requestTimeoutMs: TIMEOUT_MS };
    const database = await openPostgresDatabase(options, logger);
    await server.start({ database, requestTimeoutMs: TIMEOUT_MS });
    pool = await server.createPool();
  }, 60_000);
  afterAll(async () => {
    resume();
    await server.stop();
    await postgres?.stop();
  });

  const pause = async () => {
    stopped = await listProcesses();
    for (const pid of stopped) process.kill(pid, 'SIGSTOP');
  };
  const resume = () => {
    for (const pid of stopped.splice(0)) process.kill(pid, 'SIGCONT');
  };
  const send = (path: string, json?: object): Promise<Answer> =>
    server.send(path, { json, signal: AbortSignal.timeout(PATIENCE_MS) });

  test('every request gets unavailable, also more than there are connections, and later ones succeed', async () => {
    const tickets = await Promise.all(Array.from({ length: 6 }, () => server.issueTicket(pool)));
    const exchange = (ticket: string) =>
      send(`/oauth/app2wxapp/auth/${pool.userPoolId}`, { ticket, secret: pool.secret });
    await sleep(2100); // until nothing is remembered of the pool
    await pause();
    const loginCode = server.wechat.createLoginCode('o-paused');
    const answers = await Promise.all([
      ...tickets.map(exchange),
      send(`/oauth/app2wxapp/pools/${pool.userPoolId}`),
      send(`/oauth/app2wxapp/tickets/${pool.userPoolId}`, { loginCode, scene: 1069 }),
    ]);
    resume();
    for (const { status, body, headers } of answers) {
      expect([status, body.error, headers.get('retry-after')]).toEqual([503, 'unavailable', '1']);
    }
    await sleep(1000); // as long as Retry-After says
    const again = await Promise.all(tickets.map(exchange));
    expect(again.map(({ status }) => status)).toEqual(tickets.map(() => 200));
  });

  test('it is alive and not ready, and reports that the database is unavailable', async () => {
    expect((await send('/health/ready')).status).toBe(200);
    await pause();
    const [live, ready] = await Promise.all([send('/health/live'), send('/health/ready')]);
    resume();
    expect(live.status).toBe(200);
    expect([ready.status, ready.body.error, ready.body.detail]).toEqual([
      503,
      'unavailable',
      'The database does not respond.',
    ]);
    await sleep(1000);
    expect((await send('/health/ready')).status).toBe(200);
  });

  test('a late transaction leaves no connection behind that others reuse', async () => {
    const options = { connectionString, poolSize: 1, requestTimeoutMs: TIMEOUT_MS };
    const database = await openPostgresDatabase(options, logger);
    const readPid = async (client: typeof database.orm) => {
      const [row] = await client.select({ pid: sql<number>`pg_backend_pid()` }).from(sql`(SELECT 1) AS one`);
      return row?.pid;
    };
    const before = await readPid(database.orm);
    const run = database.orm.transaction(async (transaction) => {
      await pause();
      await readPid(transaction);
    });
    await expect(run).rejects.toThrow();
    resume();
    expect(await readPid(database.orm)).not.toBe(before);
    await database.close();
  });
});

describe('a request whose body arrives byte by byte', () => {
  test('gets a 408, and its connection is closed', async () => {
    const server = await new RunningAuthority().start({ requestTimeoutMs: 500 });
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (data) => (answer += String(data)));
    socket.on('error', () => undefined); // it writes until it is stopped
    await once(socket, 'connect');
    socket.write('POST /oauth/app2wxapp/denials/x HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n');
    socket.write('content-length: 1000\r\n\r\n');
    const drip = setInterval(() => socket.write(' '), 50);
    await once(socket, 'close', { signal: AbortSignal.timeout(10_000) });
    clearInterval(drip);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    await server.stop();
  });
});

/** The server's processes: the first, which accepts connections, and one for each connection. */
async function listProcesses(): Promise<number[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const text = `SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()
    UNION SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int`;
  const { rows } = await client.query<{ pid: number }>(text);
  await client.end();
  return rows.map(({ pid }) => pid);
}
