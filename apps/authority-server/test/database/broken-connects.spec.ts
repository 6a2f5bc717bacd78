import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { createDatabase } from '@app2wxapp/test-environment/servers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { openPostgresDatabase } from '../../src/database/postgres-database.js';
import { prepare } from '../../src/database/statement.js';
import { describeOnPostgres, SHARED_POSTGRES } from '../databases/test-databases.js';

const postgres = SHARED_POSTGRES ? await createDatabase(SHARED_POSTGRES) : '';
const logger = { error: () => undefined, warn: () => undefined };
const READ_ONE = prepare<object, { one: number }>('read_one', 'SELECT 1 AS one');

/** PostgreSQL is ready for the first statement, outside a transaction. */
const READY = Buffer.from('Z\0\0\0\u0005I', 'latin1');
/** Ends a connection as a restart does. @see https://www.postgresql.org/docs/current/protocol-error-fields.html */
const SHUTDOWN = encodeError('SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0');

function encodeError(fields: string): Buffer {
  const body = Buffer.from(fields);
  const head = Buffer.from('E\0\0\0\0');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

// An 'error' event without a listener ends the process, and so fails the test.
describeOnPostgres('a connection that breaks while it is made', () => {
  let breaking: 'no' | 'when it is ready' | 'when it is asked' = 'no';
  let proxy: Server;
  beforeAll(async () => {
    const { port, hostname } = new URL(postgres);
    proxy = createServer((socket) => {
      const target = connect(Number(port), hostname).on('error', () => socket.destroy());
      socket.on('error', () => target.destroy()).on('close', () => target.destroy());
      socket.on('data', (data) => {
        if (breaking !== 'when it is asked' || !data.includes('SHOW transaction_read_only'))
          return void target.write(data);
        breaking = 'no';
        socket.destroy();
      });
      target.on('data', (data) => {
        const isReady = data.subarray(-READY.length).equals(READY);
        if (breaking !== 'when it is ready' || !isReady) return void socket.write(data);
        breaking = 'no';
        socket.end(Buffer.concat([data, SHUTDOWN]));
      });
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
  });
  afterAll(() => void proxy.close());

  test.each([
    ['when it is ready', 1],
    ['when it is ready', 2],
    ['when it is asked', 2], // of several servers, whether it takes writes
  ] as const)('%s, of %d servers, is made again', async (when, servers) => {
    const host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const hosts = Array.from({ length: servers }, () => host).join();
    const connectionString = postgres.replace(new URL(postgres).host, hosts);
    const options = { connectionString, poolSize: 1, requestTimeoutMs: 8000 };
    const database = await openPostgresDatabase(options, logger);
    await database.orm.execute(sql`SELECT pg_terminate_backend(pg_backend_pid())`).catch(() => undefined);
    breaking = when;
    expect(await database.query(READ_ONE, {})).toEqual([{ one: 1 }]);
    expect(breaking).toBe('no');
    await database.close();
  });
});
