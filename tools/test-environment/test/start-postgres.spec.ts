import { afterEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { startPostgres } from '../src/servers/start-postgres.js';

const { CI } = process.env;

afterEach(() => {
  if (CI === undefined) delete process.env.CI;
  else process.env.CI = CI;
});

test('creates databases in UTF-8, and is gone once stopped', async () => {
  const postgres = await startPostgres();
  expect(postgres).toBeDefined();
  const connectionString = await postgres?.createDatabase();
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query('SHOW server_encoding');
  expect(rows).toEqual([{ server_encoding: 'UTF8' }]);
  await client.end();
  await postgres?.stop();
  await expect(new pg.Client({ connectionString }).connect()).rejects.toThrow('ECONNREFUSED');
}, 60_000);

test('a server that was killed has its data at the same address when it is started again', async () => {
  process.env.CI = 'true';
  const postgres = await startPostgres();
  const query = async (text: string) => {
    const client = new pg.Client({ connectionString: postgres?.connectionString });
    client.on('error', () => undefined); // its server is killed below
    await client.connect();
    const { rows } = await client.query<{ id: number }>(text);
    void client.end().catch(() => undefined);
    return rows;
  };
  await query('CREATE TABLE kept AS SELECT 1 AS id');
  process.kill(postgres?.pid ?? 0, 'SIGKILL');
  await postgres?.restart();
  expect(await query('SELECT id FROM kept')).toEqual([{ id: 1 }]);
  await postgres?.stop();
}, 60_000);

test('a server that rejects its settings is an error in CI, with the server’s own message', async () => {
  process.env.CI = 'true';
  await expect(startPostgres(['max_connections=none'])).rejects.toThrow(/max_connections/);
}, 60_000);

test('and skips tests that need it elsewhere', async () => {
  delete process.env.CI;
  expect(await startPostgres(['max_connections=none'])).toBeUndefined();
}, 60_000);

test('a standby has the data of its primary, accepts no writes, and accepts them once it is promoted', async () => {
  const primary = await startPostgres();
  const standby = await primary?.startStandby();
  const writer = new pg.Client({ connectionString: primary?.connectionString });
  const client = new pg.Client({ connectionString: standby?.connectionString });
  await Promise.all([writer.connect(), client.connect()]);
  writer.on('error', () => undefined); // its server is killed below
  await writer.query('CREATE TABLE copied (id int)');
  const isThere = async () =>
    (await client.query<{ found: string | null }>("SELECT to_regclass('copied') AS found")).rows[0]?.found;
  const deadline = Date.now() + 10_000;
  while (!(await isThere()) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await isThere()).toBe('copied');
  await expect(client.query('INSERT INTO copied VALUES (1)')).rejects.toMatchObject({ code: '25006' });
  await primary?.stop('SIGKILL');
  await client.query('SELECT pg_promote()');
  expect((await client.query('INSERT INTO copied VALUES (1)')).rowCount).toBe(1);
  await client.end();
  await standby?.stop();
}, 60_000);
