import { readFileSync } from 'node:fs';
import { startPostgres } from '@app2wxapp/test-environment/servers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { preparePostgres } from '../../src/database/prepare-postgres.js';
import { AuthorityProcess } from '../authority-process.js';
import { MASTER_KEY } from '../running-authority.js';

const key = { MASTER_KEY: MASTER_KEY.toString('base64') };
const postgres = await startPostgres();

/** Runs SQL in a database as its superuser. */
async function run(connectionString: string, ...texts: readonly string[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString, query_timeout: 30_000 });
  await client.connect();
  let rows: unknown[] = [];
  try {
    for (const text of texts) ({ rows } = await client.query<object>(text));
  } finally {
    await client.end();
  }
  return rows;
}

/** A database with a role that can do nothing in it yet. */
async function createDatabase(role: string) {
  const owner = (await postgres?.createDatabase()) ?? '';
  await run(owner, `CREATE ROLE ${role} LOGIN PASSWORD 'a-password'`);
  const url = new URL(owner);
  Object.assign(url, { username: role, password: 'a-password' });
  return { owner, database: url.pathname.slice(1), asRole: url.href };
}

const split = (statements: string) => statements.split('\n').filter((line) => line !== '');

const listTables = (connectionString: string) =>
  run(connectionString, "SELECT schemaname FROM pg_tables WHERE schemaname IN ('public', 'drizzle')");

/** Starts it, and returns the one line that it ends with. */
async function fail(DATABASE_URL: string, ...args: readonly string[]): Promise<string> {
  const server = AuthorityProcess.spawn({ ...key, DATABASE_URL }, args);
  expect(await server.waitForExit()).toBe(1);
  expect(server.output.stderr).toMatch(/^[^\n]+\n$/);
  expect(server.output.stderr + server.output.stdout).not.toContain('a-password');
  return server.output.stderr.trim();
}

async function succeed(DATABASE_URL: string, ...args: readonly string[]): Promise<string> {
  const server = AuthorityProcess.spawn({ ...key, DATABASE_URL }, args);
  expect([await server.waitForExit(), server.output.stderr]).toEqual([0, '']);
  return server.output.stdout;
}

// Without PostgreSQL these are skipped, after saying so; in CI `startPostgres` fails instead.
(postgres ? describe : describe.skip)('a start on PostgreSQL says in one line', () => {
  const connectionString = postgres?.connectionString ?? '';
  afterAll(async () => {
    AuthorityProcess.killAll();
    await postgres?.stop();
  });

  test('which server cannot be reached', async () => {
    expect(await fail('postgres://a_user:a-password@127.0.0.1:1/none')).toBe(
      'PostgreSQL does not respond at 127.0.0.1:1 (ECONNREFUSED). Check DATABASE_URL, and that the server runs and takes connections from here.',
    );
  }, 60_000);

  test('that DATABASE_URL has no form of an address', async () => {
    for (const text of ['localhost:5432', 'postgres://user:a-password#1@host/db', 'postgres://a b/c%'])
      expect(await fail(text)).toMatch(
        /DATABASE_URL: must be postgres:\/\/user:password@host:5432\/database/,
      );
  }, 60_000);

  test('that the database does not exist, or the password is wrong', async () => {
    const none = new URL(connectionString);
    none.pathname = '/none';
    expect(await fail(none.href)).toBe(
      'PostgreSQL has no database "none" (3D000). Create it, or correct DATABASE_URL.',
    );
    const wrong = new URL(connectionString);
    wrong.password = 'a-password';
    expect(await fail(wrong.href)).toBe(
      'PostgreSQL refuses the user "postgres" (28P01). Correct the user and the password in DATABASE_URL, or pg_hba.conf.',
    );
  }, 60_000);

  test('that the role may not create tables, and changes nothing', async () => {
    const { owner, database, asRole } = await createDatabase('without_ddl');
    expect(await fail(asRole)).toBe(
      `The role "without_ddl" may not create or change the tables of "${database}" (42501: permission denied for database ${database}). ` +
        'Run the command "migrate" with a DATABASE_URL of the role that owns the database.',
    );
    await run(owner, `GRANT CREATE ON DATABASE ${database} TO without_ddl`);
    expect(await fail(asRole)).toContain('(42501: permission denied for schema public)');
    expect(await listTables(owner)).toEqual([]);
  }, 60_000);

  test('which rights on tables are missing, and serves with those on rows alone', async () => {
    const { owner, asRole } = await createDatabase('with_dml');
    expect(await succeed(owner, 'migrate')).toBe('The tables are up to date.\n');
    expect(await fail(asRole)).toContain('GRANT USAGE ON SCHEMA drizzle TO "with_dml"');
    await run(
      owner,
      'GRANT USAGE ON SCHEMA drizzle TO with_dml',
      'GRANT SELECT ON ALL TABLES IN SCHEMA drizzle, public TO with_dml',
    );
    const message = await fail(asRole);
    expect(message).toMatch(
      /^The role "with_dml" lacks rights in "\w+" \(42501\): DELETE, INSERT, UPDATE on \w+, /,
    );
    expect(message).toContain(
      'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "with_dml"',
    );
    await run(owner, 'GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO with_dml');
    const server = await AuthorityProcess.start({ ...key, DATABASE_URL: asRole });
    const token = await server.signInFirst();
    const created = await fetch(`${server.url}/admin/pools`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'a pool' }),
    });
    expect(created.status).toBe(201);
    await server.stop();
  }, 120_000);

  test('nothing, where two roles were made as docs/authority.md says', async () => {
    const guide = readFileSync(new URL('../../../../docs/authority.md', import.meta.url), 'utf8');
    const [, roles = '', rights = ''] = /```sql\n([^]*?)\n\\c \w+ \w+\n([^]*?)```/.exec(guide) ?? [];
    const address = (username: string) =>
      Object.assign(new URL(connectionString), { username, password: 'a-password', pathname: '/app2wxapp' })
        .href;
    await run(connectionString, ...split(roles.replaceAll('…', 'a-password')));
    await run(address('app2wxapp_owner'), ...split(rights));
    await succeed(address('app2wxapp_owner'), 'migrate');
    const server = await AuthorityProcess.start({ ...key, DATABASE_URL: address('app2wxapp') });
    await server.stop();
    await expect(run(address('app2wxapp'), 'CREATE TABLE more (id int)')).rejects.toThrow(
      'permission denied',
    );
  }, 60_000);

  test('that the tables are of a newer version', async () => {
    const { owner } = await createDatabase('unused');
    await succeed(owner, 'migrate');
    await run(
      owner,
      "INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('newer', 4102444800000)",
    );
    expect(await fail(owner)).toMatch(
      /^The tables of "\w+" are of a newer version of the authority \(changed on 2100-01-01; this version knows changes until 20\d\d-\d\d-\d\d\)\. Start that version, or restore a backup of this one\.$/,
    );
  }, 60_000);

  test('that the database holds tables of something else, and changes nothing', async () => {
    const owner = (await postgres?.createDatabase()) ?? '';
    await run(owner, 'CREATE TABLE sessions (id int)');
    expect(await fail(owner)).toMatch(
      /^The tables of "\w+" cannot be brought up to date \(42P07: relation "sessions" already exists\)\. Nothing was changed\. Give the authority a database of its own\.$/,
    );
    expect(await listTables(owner)).toEqual([{ schemaname: 'public' }]);
  }, 60_000);

  test('that the server is a replica, or read-only', async () => {
    const standby = await postgres?.startStandby();
    expect(await fail(standby?.connectionString ?? '')).toMatch(
      /^PostgreSQL at 127\.0\.0\.1:\d+ is a replica, which accepts no writes \(25006\)\. Set DATABASE_URL to the primary\.$/,
    );
    await standby?.stop();
    const { owner, database } = await createDatabase('unused_too');
    await run(owner, `ALTER DATABASE ${database} SET default_transaction_read_only = on`);
    expect(await fail(owner)).toMatch(
      /^PostgreSQL at 127\.0\.0\.1:\d+ is read-only \(25006\)\. Set default_transaction_read_only to off for this database and role\.$/,
    );
  }, 120_000);

  test('how far the clock is from PostgreSQL’s, and nothing of a second', async () => {
    const warnings: unknown[] = [];
    const logger = { warn: (...line: unknown[]) => void warnings.push(line) };
    for (const aheadMs of [0, 1000, 183_000, -183_000]) {
      await preparePostgres([connectionString], { logger, clock: { now: () => Date.now() + aheadMs } });
    }
    expect(warnings).toEqual([
      [
        { aheadMs: expect.any(Number) },
        expect.stringMatching(/^the clock of this machine is 18\d(\.\d+)? s ahead of /),
      ],
      [
        { aheadMs: expect.any(Number) },
        expect.stringMatching(/^the clock of this machine is 18\d(\.\d+)? s behind /),
      ],
    ]);
  }, 60_000);

  test('that there is no such command', async () => {
    expect(await fail(connectionString, 'start')).toBe(
      'There is no command "start". Run it without a command to serve, or with "migrate" or "operator-token".',
    );
  }, 60_000);
});

describe('PostgreSQL of another version', () => {
  let older: Awaited<ReturnType<typeof startPostgres>>;
  let oldest: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => {
    older = await startPostgres([], 14);
    oldest = await startPostgres([], 15);
  }, 300_000);
  afterAll(async () => {
    AuthorityProcess.killAll();
    await older?.stop();
    await oldest?.stop();
  });

  test('is refused below 15, and changed nothing', async () => {
    if (!older) return;
    expect(await fail(older.connectionString)).toMatch(
      /^PostgreSQL at 127\.0\.0\.1:\d+ is version 14\.23; 15 or newer is needed\. Set DATABASE_URL to one\.$/,
    );
    expect(await listTables(older.connectionString)).toEqual([]);
  }, 60_000);

  test('is served from 15 on', async () => {
    if (!oldest) return;
    const server = await AuthorityProcess.start({ ...key, DATABASE_URL: oldest.connectionString });
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    await server.stop();
  }, 60_000);
});
