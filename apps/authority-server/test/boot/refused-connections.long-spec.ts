import { readFileSync, writeFileSync } from 'node:fs';
import { startPostgres } from '@app2wxapp/test-environment/servers';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { AuthorityProcess } from '../authority-process.js';
import { MASTER_KEY } from '../running-authority.js';

const SETTINGS = ['max_connections=6', 'superuser_reserved_connections=0', 'max_wal_senders=0'];
const postgres = await startPostgres(SETTINGS);
const DATABASE_URL = postgres?.connectionString ?? '';

/** Starts it, and returns the one line that it ends with. */
async function fail(): Promise<string> {
  const server = AuthorityProcess.spawn({ DATABASE_URL, MASTER_KEY: MASTER_KEY.toString('base64') });
  expect(await server.waitForExit(120_000)).toBe(1);
  expect(server.output.stderr).toMatch(/^[^\n]+\n$/);
  return server.output.stderr.trim();
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: DATABASE_URL, query_timeout: 30_000 });
  client.on('error', () => undefined); // the server is stopped before
  await client.connect();
  return client;
}

async function ask<Row extends object>(text: string): Promise<Row[]> {
  const client = await connect();
  const { rows } = await client.query<Row>(text);
  await client.end();
  return rows;
}

// Without PostgreSQL these are skipped, after saying so; in CI `startPostgres` fails instead.
(postgres ? describe : describe.skip)('a start that PostgreSQL refuses says in one line', () => {
  afterEach(() => AuthorityProcess.killAll());
  afterAll(() => postgres?.stop());

  test('that there are no connections left, and what to set', async () => {
    const taken = await Promise.all(Array.from({ length: 6 }, connect));
    expect(await fail()).toBe(
      'PostgreSQL accepts no more connections (53300). Lower DATABASE_POOL_SIZE, or raise max_connections there.',
    );
    await Promise.all(taken.map((client) => client.end()));
  }, 240_000);

  test('that pg_hba.conf lets the user in from elsewhere, or with TLS alone', async () => {
    const [{ hba_file: file = '' } = {}] = await ask<{ hba_file: string }>('SHOW hba_file');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, `hostnossl all all all reject\n${before}`);
    const client = await connect();
    await client.query('SELECT pg_reload_conf()');
    await client.end();
    expect(await fail()).toBe(
      'PostgreSQL refuses the user "postgres" from here (28000). Correct pg_hba.conf there or the user in DATABASE_URL, ' +
        'and add ?sslmode=require to it where pg_hba.conf asks for TLS.',
    );
    writeFileSync(file, before);
    await postgres?.restart();
  }, 240_000);

  test('that the server stops, and to start it afterwards', async () => {
    const kept = await connect();
    // The "smart" way: it waits for its clients, and takes no others.
    process.kill(postgres?.pid ?? 0, 'SIGTERM');
    expect(await fail()).toBe(
      'PostgreSQL is starting or stopping and accepts no connections (57P03). Start the authority when it is up.',
    );
    await kept.end();
  }, 240_000);
});
