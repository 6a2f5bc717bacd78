import { createDatabase } from '@app2wxapp/test-environment/servers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { and, eq, isNull } from 'drizzle-orm';
import { AuditLog } from '../../src/events/audit-log.js';
import { GRACE_MS, removeDeletedPools } from '../../src/database/deleted-pools.js';
import type { Database } from '../../src/database/database.js';
import { ExpiredRows } from '../../src/database/expired-rows.js';
import { auditEvents } from '../../src/database/operations-schema.js';
import { openPostgresDatabase } from '../../src/database/postgres-database.js';
import { accounts, userPools } from '../../src/database/schema.js';
import { POOL_CACHE_MS } from '../../src/pools/pool-repository.js';
import { callAs, createAdmin, useAdmin, type AdminCaller } from '../admin-caller.js';
import { dumpTables } from '../databases/dump-tables.js';
import { describeOnPostgres, openTestDatabase, SHARED_POSTGRES } from '../databases/test-databases.js';
import { RunningAuthority } from '../running-authority.js';
import { logInto, listRequests, UNKNOWN_POOL } from './pool-requests.js';

interface OpenApi {
  readonly paths: Record<string, Record<string, unknown>>;
}

describe('a pool that an operator deletes', () => {
  const { server, admin } = useAdmin();

  const createPool = () =>
    server.createPool({ askProfile: true, refreshTtlSeconds: 86_400, tokenTtlSeconds: 3600 });
  const remove = async (userPoolId: string) => (await admin.send('DELETE', `/pools/${userPoolId}`)).status;

  test('gets the response for an unknown pool from every public route', async () => {
    const pool = await createPool();
    const before = listRequests(server, pool, await logInto(server, pool));
    for (const [name, send] of Object.entries(before)) {
      expect([name, (await send(pool)).status < 300]).toEqual([name, true]);
    }
    const after = listRequests(server, pool, await logInto(server, pool));
    expect(await remove(pool.userPoolId)).toBe(204);
    for (const [name, send] of Object.entries(after)) {
      const [deleted, unknown] = [await send(pool), await send({ ...UNKNOWN_POOL, secret: pool.secret })];
      expect([name, deleted.status, deleted.body.error]).toEqual([name, unknown.status, unknown.body.error]);
      expect([name, deleted.status >= 400]).toEqual([name, true]);
    }
  });

  test('gets the response for an unknown pool from every route of operators', async () => {
    const pool = await createPool();
    const { user } = await logInto(server, pool);
    expect(await remove(pool.userPoolId)).toBe(204);
    expect(await remove(pool.userPoolId)).toBe(404);
    const { paths } = (await admin.send('GET', '/openapi.json')).body as unknown as OpenApi;
    const ofPools = Object.entries(paths).filter(([path]) => path.includes('{userPoolId}'));
    expect(ofPools.length).toBeGreaterThan(8);
    for (const [path, operations] of ofPools) {
      const fill = (userPoolId: string) =>
        path
          .replace(/^\/admin/, '')
          .replace('{userPoolId}', userPoolId)
          .replace('{userId}', user._id)
          .replace(/\{\w+\}/g, 'a'.repeat(24));
      for (const method of Object.keys(operations)) {
        const body = BODIES[`${method} ${path}`] ?? (/^p/.test(method) ? {} : undefined);
        const send = (userPoolId: string) => admin.send(method.toUpperCase(), fill(userPoolId), body);
        const [deleted, unknown] = [await send(pool.userPoolId), await send(UNKNOWN_POOL.userPoolId)];
        expect([path, method, deleted.status, deleted.body.error]).toEqual([
          path,
          method,
          404,
          unknown.body.error,
        ]);
      }
    }
    const listed = await admin.send('GET', '/pools?limit=100');
    expect(listed.body.items.map(({ id }) => id)).not.toContain(pool.userPoolId);
    const wanted = { name: 'too late', role: 'reader', userPoolIds: [pool.userPoolId] };
    expect((await admin.send('POST', '/operators', wanted)).body.error).toBe('user_pool_not_found');
    const { items } = (await admin.send('GET', `/events?userPoolId=${pool.userPoolId}`)).body;
    expect(items.map(({ type }) => type)).toEqual(['pool_deleted']);
  });

  test('leaves nothing in the tables but its events, without addresses, and no row of another pool is changed', async () => {
    const [pool, other] = [await createPool(), await createPool()];
    const { user, known } = await logInto(server, pool);
    const { user: kept } = await logInto(server, other);
    await server.exchange(pool, { ticket: 'unknown', secret: pool.secret });
    await server.get(AuditLog).flush();
    const [row] = await server.database.orm
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.userPoolId, pool.userPoolId));
    await server.database.orm.insert(auditEvents).values({ ...row, ...REPLAY, userPoolId: pool.userPoolId });
    const ofOther = async () =>
      (await admin.send('GET', `/pools/${other.userPoolId}/users/${kept._id}`)).text;
    const before = await ofOther();
    expect(await remove(pool.userPoolId)).toBe(204);
    await server.get(ExpiredRows).run();
    expect(JSON.stringify(await dumpTables(server.database))).toContain(user._id);
    server.aheadMs += GRACE_MS + 1000;
    await server.get(ExpiredRows).run();
    const { audit_events: _, ...tables } = await dumpTables(server.database);
    const rest = JSON.stringify(tables);
    for (const [name, value] of Object.entries({ pool: pool.userPoolId, user: user._id, ...known })) {
      expect([name, rest.includes(value)]).toEqual([name, false]);
    }
    const events = await server.database.orm
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.userPoolId, pool.userPoolId), isNull(auditEvents.operatorId)));
    expect(events.map(({ type, ip }) => [type, ip])).toContainEqual(['replayed', '']);
    expect(new Set(events.map(({ ip }) => ip))).toEqual(new Set(['']));
    expect(await ofOther()).toBe(before);
  });

  test('is deleted by an admin of all pools only, and its operators lose it at once', async () => {
    const [pool, other] = [await createPool(), await createPool()];
    const create = async (userPoolIds: readonly string[]) => {
      const wanted = { name: 'of some pools', role: 'admin', userPoolIds };
      return callAs(server, (await admin.createOperator(wanted)).token);
    };
    const ofOne = await create([pool.userPoolId]);
    const ofBoth = await create([pool.userPoolId, other.userPoolId]);
    const path = `/pools/${pool.userPoolId}`;
    const refused = await ofBoth.send('DELETE', path);
    expect([refused.status, refused.body.error]).toEqual([403, 'operator_forbidden']);
    expect((await admin.send('GET', path)).status).toBe(200);
    expect(await remove(pool.userPoolId)).toBe(204);
    const seen = async (operator: AdminCaller) =>
      (await operator.send('GET', '/pools')).body.items.map(({ id }) => id);
    expect([await seen(ofOne), await seen(ofBoth)]).toEqual([[], [other.userPoolId]]);
    expect((await ofOne.send('GET', '/session')).body.userPoolIds).toEqual([]);
    for (const at of [path, `/events?userPoolId=${pool.userPoolId}`]) {
      expect((await ofOne.send('GET', at)).body.error).toBe('user_pool_not_found');
    }
    expect((await ofOne.send('GET', '/events')).body.items).toEqual([]);
  });
});

/** Enough for the handler to be reached. */
const BODIES: Readonly<Record<string, object>> = {
  'put /admin/pools/{userPoolId}/mini-program': { appId: 'wx0123456789abcdef', appSecret: 'x' },
  'patch /admin/pools/{userPoolId}/users/{userId}': { blocked: true },
};
const REPLAY = { id: undefined, at: new Date(), type: 'replayed', ip: '203.0.113.77' };

describe('the removal of deleted pools', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase();
  }, 60_000);
  afterAll(() => database.close());

  test('removes a few blocks of rows by each statement, and continues after an interruption', async () => {
    const now = Date.now();
    const ids = { gone: 'a'.repeat(24), kept: 'b'.repeat(24) };
    await database.orm.insert(userPools).values([
      { id: ids.gone, name: 'gone', createdAt: new Date(now), deletedAt: new Date(now - GRACE_MS - 1) },
      { id: ids.kept, name: 'kept', createdAt: new Date(now) },
    ]);
    await database.orm.execute(
      `INSERT INTO accounts (id, user_pool_id, signed_up)
        SELECT lpad(i::text, 24, '0'), CASE i % 2 WHEN 0 THEN '${ids.kept}' ELSE '${ids.gone}' END, now()
        FROM generate_series(1, 20000) AS i`,
    );
    const sizes: number[] = [];
    const counted: Database = {
      ...database,
      query: async (statement, values) => {
        const rows = await database.query(statement, values);
        if (statement.name === 'remove_accounts_of_pool') sizes.push(rows.length);
        return rows;
      },
    };
    const remove = (isStopped: () => boolean) => removeDeletedPools(counted, { now, isStopped });
    await remove(() => sizes.length === 2);
    expect(await database.orm.$count(userPools)).toBe(2);
    const rest = (await remove(() => false)).get('accounts');
    expect(sizes.slice(0, 2).reduce((sum, size) => sum + size, rest ?? 0)).toBe(10_000);
    expect(Math.max(...sizes)).toBeLessThan(1500);
    expect(await database.orm.$count(accounts)).toBe(10_000);
    expect((await database.orm.select().from(userPools)).map(({ id }) => id)).toEqual([ids.kept]);
  });
});

describeOnPostgres('a pool that is deleted at one of two instances', () => {
  const [one, two] = [new RunningAuthority(), new RunningAuthority()];
  beforeAll(async () => {
    const connectionString = await createDatabase(SHARED_POSTGRES);
    const options = { connectionString, poolSize: 5, requestTimeoutMs: 60_000 };
    const logger = { error: () => undefined, warn: () => undefined };
    for (const server of [one, two]) {
      await server.start({ database: await openPostgresDatabase(options, logger) });
    }
  }, 60_000);
  afterAll(async () => {
    await one.stop();
    await two.stop();
  });

  test('is deleted at the other instance as soon as that reads it again', async () => {
    const pool = await one.createPool();
    const admin = callAs(one, await createAdmin(one));
    const ticket = await two.issueTicket(pool);
    expect((await admin.send('DELETE', `/pools/${pool.userPoolId}`)).status).toBe(204);
    two.aheadMs += POOL_CACHE_MS;
    const exchanged = await two.exchange(pool, { ticket, secret: pool.secret });
    expect([exchanged.status, exchanged.body.error]).toEqual([404, 'user_pool_not_found']);
    expect((await two.issue(pool)).body.error).toBe('user_pool_not_found');
  });
});
