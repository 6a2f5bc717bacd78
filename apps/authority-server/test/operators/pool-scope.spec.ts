import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AuditLog } from '../../src/events/audit-log.js';
import { callAs, createAdmin, type AdminCaller } from '../admin-caller.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

interface Operation {
  readonly 'x-role'?: string;
}
interface OpenApi {
  readonly paths: Record<string, Record<string, Operation>>;
}

describe.each(['reader', 'admin'])('a %s of one pool', (role) => {
  const server = new RunningAuthority();
  let admin: AdminCaller;
  let operator: AdminCaller;
  let operatorId: string;
  let own: TestPool;
  let other: TestPool;

  beforeAll(async () => {
    await server.start();
    admin = callAs(server, await createAdmin(server));
    own = await server.createPool();
    other = await server.createPool();
    const created = await admin.createOperator({
      name: 'of one pool',
      role,
      userPoolIds: [own.userPoolId],
    });
    operatorId = created.id;
    operator = callAs(server, created.token);
    for (const pool of [own, other]) {
      const ticket = await server.issueTicket(pool);
      expect((await server.exchange(pool, { ticket, secret: pool.secret })).status).toBe(200);
      await admin.send('PATCH', `/pools/${pool.userPoolId}`, { name: 'changed' });
    }
    await server.get(AuditLog).flush();
  }, 60_000);
  afterAll(() => server.stop());

  test('gets no data of another pool, whose requests get the same response as for an unknown pool', async () => {
    const { paths } = (await operator.send('GET', '/openapi.json')).body as unknown as OpenApi;
    const ofPools = Object.entries(paths).filter(([path]) => path.includes('{userPoolId}'));
    expect(ofPools.length).toBeGreaterThan(8);
    for (const [path, operations] of ofPools) {
      for (const [method, operation] of Object.entries(operations)) {
        if (role === 'reader' && method !== 'get' && operation['x-role'] !== 'reader') continue;
        const address = path
          .replace(/^\/admin/, '')
          .replace('{userPoolId}', other.userPoolId)
          .replace(/\{\w+\}/g, 'a'.repeat(24));
        const { status, body } = await operator.send(method.toUpperCase(), address);
        expect([method, path, status, body.error]).toEqual([method, path, 404, 'user_pool_not_found']);
      }
    }
    for (const path of ['/events?userPoolId', '/counts?userPoolId', '/pool-health?userPoolIds']) {
      const answer = await operator.send('GET', `${path}=${other.userPoolId}`);
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });

  test('sees only this pool, its users and its events where a request is about all', async () => {
    const listOf = async (path: string) => (await operator.send('GET', path)).body.items;
    expect((await listOf('/pools')).map(({ id }) => id)).toEqual([own.userPoolId]);
    const events = await listOf('/events');
    expect(new Set(events.map(({ userPoolId }) => userPoolId))).toEqual(new Set([own.userPoolId]));
    expect((await listOf('/operators')).map(({ id }) => id)).toEqual([operatorId]);
    const found = await operator.send('POST', `/pools/${own.userPoolId}/users/search`, {});
    expect(found.body.items).toHaveLength(1);
    const sum = async (caller: AdminCaller) => {
      const items = (await caller.send('GET', '/counts')).body.items as unknown as { count: number }[];
      return items.reduce((total, { count }) => total + count, 0);
    };
    expect(await sum(operator)).toBeGreaterThan(0);
    expect(await sum(operator)).toBeLessThan(await sum(admin));
  });

  test('changes nothing that concerns all pools', async () => {
    const { paths } = (await operator.send('GET', '/openapi.json')).body as unknown as OpenApi;
    const refused: string[] = [];
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        if (path.includes('{userPoolId}') || method === 'get' || operation['x-role'] !== undefined) continue;
        const address = path.replace(/^\/admin/, '').replace(/\{\w+\}/g, 'a'.repeat(24));
        const { status, body } = await operator.send(method.toUpperCase(), address);
        expect([path, status, body.error]).toEqual([path, 403, 'operator_forbidden']);
        refused.push(`${method} ${path}`);
      }
    }
    expect(refused).toEqual([
      'post /admin/operators',
      'delete /admin/operators/{operatorId}',
      'post /admin/pools',
      'post /admin/signing-keys',
    ]);
  });

  test('has its refused requests in the log, with the operator', async () => {
    const refused = [
      await operator.send('GET', `/pools/${other.userPoolId}`),
      await operator.send('POST', '/signing-keys'),
      await operator.send('DELETE', `/operators/${operatorId}`),
    ];
    const lines = server.logLines.map((line) => JSON.parse(line) as { reqId?: string });
    for (const { status, headers } of refused) {
      const reqId = headers.get('x-request-id') ?? 'none';
      expect(lines.find((line) => line.reqId === reqId)).toMatchObject({ status, operator: operatorId });
    }
  });

  test('is not created for a pool that does not exist, and is not the last admin', async () => {
    const wanted = { name: 'of nothing', role, userPoolIds: ['b'.repeat(24)] };
    expect((await admin.send('POST', '/operators', wanted)).status).toBe(404);
    const { id } = (await admin.send('GET', '/session')).body;
    expect((await admin.send('DELETE', `/operators/${id}`)).status).toBe(409);
  });
});
