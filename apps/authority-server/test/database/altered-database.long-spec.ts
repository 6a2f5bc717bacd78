import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { createDatabase, startPostgres } from '@app2wxapp/test-environment/servers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { openPostgresDatabase } from '../../src/database/postgres-database.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

const postgres = await startPostgres();
const asOwner = postgres ? await createDatabase(postgres.connectionString) : '';
const database = asOwner ? new URL(asOwner).pathname.slice(1) : '';
const logger = { error: () => undefined, warn: () => undefined };
const role = `role_${randomBytes(4).toString('hex')}`;
/** A message that is not in the protocol. @see https://www.postgresql.org/docs/current/protocol-message-formats.html */
const NONSENSE = '?\0\0\0\u0004';

// Without PostgreSQL these are skipped, after saying so; in CI `startPostgres` fails instead.
(postgres ? describe : describe.skip)(
  'while an administrator changes the database, requests are answered with 503, and later served',
  () => {
    const server = new RunningAuthority();
    const owner = new pg.Client({ connectionString: postgres?.connectionString });
    const inside = new pg.Client({ connectionString: asOwner });
    let answersNonsense = false;
    let proxy: Server;
    let pool: TestPool;

    beforeAll(async () => {
      inside.on('error', () => undefined); // its database is renamed
      await Promise.all([owner.connect(), inside.connect()]);
      await owner.query(`CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD 'a-password'`);
      const { port, hostname } = new URL(asOwner);
      proxy = createServer((socket) => {
        const target = connect(Number(port), hostname).on('error', () => socket.destroy());
        socket.on('error', () => target.destroy()).on('close', () => target.destroy());
        socket.on('data', (data) => void (answersNonsense ? socket.write(NONSENSE) : target.write(data)));
        target.on('data', (data) => socket.write(data)).on('close', () => socket.destroy());
      }).listen(0, '127.0.0.1');
      await once(proxy, 'listening');
      const host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      const address = Object.assign(new URL(asOwner), { username: role, password: 'a-password', host });
      const options = { connectionString: address.href, poolSize: 2, requestTimeoutMs: 8000 };
      await server.start({ database: await openPostgresDatabase(options, logger) });
      await owner.query(`ALTER ROLE ${role} NOSUPERUSER`);
      await inside.query(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`);
      pool = await server.createPool();
    }, 60_000);
    afterAll(async () => {
      await server.stop();
      await Promise.all([owner.end(), inside.end()]);
      proxy.close();
      await postgres?.stop();
    });

    const disconnect = () =>
      owner.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [role]);
    const logIn = async () => (await server.issue(pool)).status;

    test.each([
      ['the password', [`ALTER ROLE ${role} PASSWORD 'other'`], [`ALTER ROLE ${role} PASSWORD 'a-password'`]],
      ['the right to log in', [`ALTER ROLE ${role} NOLOGIN`], [`ALTER ROLE ${role} LOGIN`]],
      [
        'the number of connections',
        [`ALTER ROLE ${role} CONNECTION LIMIT 0`],
        [`ALTER ROLE ${role} CONNECTION LIMIT -1`],
      ],
      [
        'the right to connect',
        [`REVOKE CONNECT ON DATABASE ${database} FROM PUBLIC`],
        [`GRANT CONNECT ON DATABASE ${database} TO PUBLIC`],
      ],
      [
        'whether it may write',
        [`ALTER ROLE ${role} SET default_transaction_read_only = on`],
        [`ALTER ROLE ${role} RESET default_transaction_read_only`],
      ],
      [
        'where tables are looked for',
        [`ALTER ROLE ${role} SET search_path = nowhere`],
        [`ALTER ROLE ${role} RESET search_path`],
      ],
      [
        'the name of the database',
        [`ALTER DATABASE ${database} ALLOW_CONNECTIONS false`],
        [`ALTER DATABASE ${database} ALLOW_CONNECTIONS true`],
      ],
    ])('%s', async (_what, change, undo) => {
      for (const text of change) await owner.query(text);
      await disconnect();
      expect([await logIn(), await logIn()]).toEqual([503, 503]);
      for (const text of undo) await owner.query(text);
      await expectService();
    });

    test.each([
      ['rights', `REVOKE ALL ON tickets FROM ${role}`, `GRANT ALL ON tickets TO ${role}`],
      ['a table', 'ALTER TABLE tickets RENAME TO gone', 'ALTER TABLE gone RENAME TO tickets'],
      [
        'a column',
        'ALTER TABLE tickets RENAME account_id TO gone',
        'ALTER TABLE tickets RENAME gone TO account_id',
      ],
      ['a schema', 'ALTER SCHEMA public RENAME TO gone', 'ALTER SCHEMA gone RENAME TO public'],
    ])('%s', async (_what, change, undo) => {
      await inside.query(change);
      expect(await logIn()).toBe(503);
      await inside.query(undo);
      await expectService();
    });

    test('the type of a column, which is noticed by no request', async () => {
      expect(await logIn()).toBe(201);
      await inside.query('ALTER TABLE tickets ALTER user_pool_id TYPE varchar');
      expect([await logIn(), await logIn()]).toEqual([201, 201]);
    });

    test('the address, at which something else answers', async () => {
      answersNonsense = true;
      expect([await logIn(), await logIn()]).toEqual([503, 503]);
      await disconnect();
      expect([await logIn(), await logIn()]).toEqual([503, 503]);
      answersNonsense = false;
      await expectService();
    }, 30_000);

    /** Within the pause after failures, and without a restart. */
    async function expectService(): Promise<void> {
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 20 && statuses.at(-1) !== 201; attempt++) {
        statuses.push(await logIn());
        if (statuses.at(-1) !== 201) await new Promise((resolve) => setTimeout(resolve, 200));
      }
      expect(statuses.at(-1)).toBe(201);
    }
  },
);
