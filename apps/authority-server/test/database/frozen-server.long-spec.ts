import { startPostgres } from '@app2wxapp/test-environment/servers';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { closeClient } from '../../src/database/close-client.js';
import { openPostgresDatabase } from '../../src/database/postgres-database.js';
import { prepare } from '../../src/database/statement.js';
import { AuthorityProcess } from '../authority-process.js';
import { FreezingProxy } from '../databases/freezing-proxy.js';
import { MASTER_KEY } from '../running-authority.js';

const postgres = await startPostgres();
const connectionString = postgres?.connectionString ?? '';
const key = { MASTER_KEY: MASTER_KEY.toString('base64') };

// Without PostgreSQL these are skipped, after saying so; in CI `startPostgres` fails instead.
(postgres ? describe : describe.skip)('a PostgreSQL that stops answering', () => {
  let proxy: FreezingProxy | undefined;
  afterEach(() => proxy?.stop());
  afterAll(async () => {
    AuthorityProcess.killAll();
    await postgres?.stop();
  });

  const open = async (options?: { freezesWhenReady: boolean }) => {
    const started = await FreezingProxy.start(connectionString, options);
    proxy = started.proxy;
    return started.address;
  };

  test('once connected, ends the start with one line', async () => {
    const address = await open({ freezesWhenReady: true });
    const server = AuthorityProcess.spawn({ ...key, DATABASE_URL: address });
    expect(await server.waitForExit(30_000)).toBe(1);
    expect(server.output.stderr).toBe(
      `PostgreSQL does not respond at ${new URL(address).host} (time-out). Check DATABASE_URL, and that the server runs and takes connections from here.\n`,
    );
  });

  test('keeps no connection open that was closed', async () => {
    const client = new pg.Client({ connectionString: await open({ freezesWhenReady: true }) });
    client.on('error', () => undefined);
    await client.connect();
    await closeClient(client);
  }, 10_000);

  test('gets nothing more on idle connections, once a statement got no response', async () => {
    const options = { connectionString: await open(), poolSize: 3, requestTimeoutMs: 6000 };
    const database = await openPostgresDatabase(options, { error: () => undefined, warn: () => undefined });
    const text = 'SELECT pg_backend_pid() AS pid FROM pg_sleep(0.3)';
    const readPid = prepare<object, { pid: number }>('read_pid', text);
    const readPids = () => Promise.all([1, 2, 3].map(() => database.query(readPid, {})));
    const before = (await readPids()).flat().map(({ pid }) => pid);
    expect(new Set(before).size).toBe(3);
    if (proxy) proxy.isFrozen = true;
    const write = prepare<object>('write', 'DELETE FROM denials');
    await expect(database.query(write, {})).rejects.toThrow('Query read timeout');
    if (proxy) proxy.isFrozen = false;
    const after = (await readPids()).flat().map(({ pid }) => pid);
    expect(after.filter((pid) => before.includes(pid))).toEqual([]);
    await database.close();
  }, 30_000);

  test('does not keep a running authority from stopping', async () => {
    const address = await open();
    const server = await AuthorityProcess.start({
      ...key,
      DATABASE_URL: address,
      PUBLIC_URL: 'https://authority.example',
    });
    if (proxy) proxy.isFrozen = true;
    const waiting = fetch(`${server.url}/health/ready`).catch(() => undefined);
    server.child.kill('SIGTERM');
    expect(await server.waitForExit(30_000)).toBe(0);
    await waiting;
  });
});
