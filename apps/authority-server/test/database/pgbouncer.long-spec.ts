import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  findFreePort,
  startPostgres,
  startProcess,
  type StartedProcess,
} from '@app2wxapp/test-environment/servers';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openPostgresDatabase } from '../../src/database/postgres-database.js';
import { RunningAuthority } from '../running-authority.js';

const TIME_OUTS = 'statement_timeout,lock_timeout,idle_in_transaction_session_timeout';

const isInstalled = spawnSync('pgbouncer', ['--version'], { timeout: 10_000 }).status === 0;
if (!isInstalled) {
  if (process.env.CI) throw new Error('pgbouncer is not installed.');
  process.stderr.write('pgbouncer is not installed: the tests behind it are skipped.\n');
}
const postgres = isInstalled ? await startPostgres() : undefined;
const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-pgbouncer-'));
const started: StartedProcess[] = [];

/** Starts one in front of PostgreSQL. @returns its address */
async function startPgBouncer(settings: Readonly<Record<string, string>>): Promise<string> {
  const { port, password } = new URL(postgres?.connectionString ?? '');
  const listenPort = await findFreePort();
  const lines = Object.entries({
    listen_addr: '127.0.0.1',
    listen_port: String(listenPort),
    unix_socket_dir: '',
    auth_type: 'any',
    max_client_conn: '100',
    ...settings,
  }).map(([name, value]) => `${name} = ${value}`);
  const database = `postgres = host=127.0.0.1 port=${port} user=postgres password=${password}`;
  const file = join(folder, `${listenPort}.ini`);
  writeFileSync(file, `[databases]\n${database}\n[pgbouncer]\n${lines.join('\n')}\n`);
  chmodSync(folder, 0o755); // it does not run as root, and its user reads the file
  const args = process.getuid?.() === 0 ? ['-u', 'nobody', file] : [file];
  const bouncer = startProcess('pgbouncer', args);
  started.push(bouncer);
  await bouncer.waitForOutput(/process up/);
  return `postgres://postgres@127.0.0.1:${listenPort}/postgres`;
}

/** Logs in by thirty users at once, new and known. @returns what was logged as a warning */
async function logIn(connectionString: string): Promise<unknown[]> {
  const warnings: unknown[] = [];
  const logger = { error: () => undefined, warn: (line: unknown) => void warnings.push(line) };
  const options = { connectionString, poolSize: 10, requestTimeoutMs: 8000 };
  const server = await new RunningAuthority().start({
    database: await openPostgresDatabase(options, logger),
  });
  const pool = await server.createPool({ refreshTtlSeconds: 3600 });
  for (let round = 0; round < 3; round++) {
    const tickets = await Promise.all(Array.from({ length: 10 }, () => server.issueTicket(pool)));
    const answers = await Promise.all(
      tickets.map((ticket) => server.exchange(pool, { ticket, secret: pool.secret })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  }
  await server.stop();
  return warnings;
}

// Without PostgreSQL these are skipped, after saying so; in CI `startPostgres` fails instead.
(postgres ? describe : describe.skip)('PostgreSQL behind PgBouncer', () => {
  afterAll(async () => {
    await Promise.all(started.map((bouncer) => bouncer.stop('SIGKILL')));
    await postgres?.stop();
    rmSync(folder, { recursive: true });
  });

  test('that rejects the time-outs stops the start with the setting to change', async () => {
    const connectionString = await startPgBouncer({ pool_mode: 'transaction' });
    await expect(logIn(connectionString)).rejects.toThrow(
      `PgBouncer refuses the time-outs of statements (08P01). Set ignore_startup_parameters = ${TIME_OUTS} in pgbouncer.ini.`,
    );
  }, 60_000);

  test.each([
    ['many connections', '10'],
    ['one connection', '1'],
  ])(
    'by transactions, without prepared statements, over %s, logs in, and names the setting to change',
    async (_name, size) => {
      const settings = {
        pool_mode: 'transaction',
        ignore_startup_parameters: TIME_OUTS,
        default_pool_size: size,
      };
      const warnings = await logIn(await startPgBouncer(settings));
      expect(warnings).toEqual([expect.stringContaining('set max_prepared_statements')]);
    },
    60_000,
  );

  test('by sessions logs in, and prepares statements', async () => {
    const settings = { pool_mode: 'session', ignore_startup_parameters: TIME_OUTS, default_pool_size: '30' };
    expect(await logIn(await startPgBouncer(settings))).toEqual([]);
  }, 60_000);

  test('is not assumed where there is none', async () => {
    expect(await logIn(postgres?.connectionString ?? '')).toEqual([]);
  }, 60_000);
});
