import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { AuditLog } from '../../src/events/audit-log.js';
import { EventPage, PoolHealthList } from '../../src/events/event-schemas.js';
import { useAdmin } from '../admin-caller.js';
import { type TestPool } from '../running-authority.js';

describe('what an operator finds about a failed login', () => {
  const { server, admin } = useAdmin();

  const listEvents = async ({ userPoolId }: TestPool, filter: Record<string, string> = {}) => {
    await server.get(AuditLog).flush();
    const query = new URLSearchParams({ userPoolId, ...filter });
    return EventPage.parse((await admin.send('GET', `/events?${query.toString()}`)).body).items;
  };
  const readHealth = async (...pools: TestPool[]) => {
    await server.get(AuditLog).flush();
    const ids = pools.map(({ userPoolId }) => userPoolId).join(',');
    return PoolHealthList.parse((await admin.send('GET', `/pool-health?userPoolIds=${ids}`)).body).items;
  };
  const refuseAs = (errcode: number) =>
    server.wechat.next('/sns/jscode2session', () => ({ errcode, errmsg: 'refused rid: 1' }));
  const logIn = async (pool: TestPool) =>
    server.exchange(pool, { ticket: await server.issueTicket(pool), secret: pool.secret });

  test('the event has the id of the response that refused it, and is found by it', async () => {
    const pool = await server.createPool();
    refuseAs(40125);
    const refused = await server.issue(pool);
    const requestId = refused.headers.get('x-request-id') ?? '';
    refuseAs(40164);
    await server.issue(pool);
    expect(await listEvents(pool, { requestId })).toMatchObject([{ detail: '40125', requestId }]);
    expect(await listEvents(pool, { requestId: randomUUID() })).toEqual([]);
    expect((await listEvents(pool)).map(({ detail }) => detail)).toEqual(['40164', '40125']);
  });

  test('events are filtered by WeChat’s code, without successful logins', async () => {
    const pool = await server.createPool();
    refuseAs(40125);
    await server.issue(pool);
    await logIn(pool);
    expect(await listEvents(pool)).toHaveLength(2);
    expect(await listEvents(pool, { detail: '40125' })).toMatchObject([{ type: 'refused', detail: '40125' }]);
    expect(await listEvents(pool, { type: 'redeemed' })).toMatchObject([{ appId: server.wechat.appId }]);
  });

  test('an operator’s change has the id of its request', async () => {
    const { status, headers, body } = await admin.send('POST', '/pools', { name: 'correlated' });
    expect(status).toBe(201);
    const { id } = body.pool as { id: string };
    const requestId = headers.get('x-request-id');
    expect(await listEvents({ userPoolId: id, secret: '' })).toMatchObject([{ requestId }]);
  });

  test('the health of a pool names WeChat’s refusal until a login succeeds again', async () => {
    const [ill, well] = [await server.createPool(), await server.createPool()];
    refuseAs(40125);
    await server.issue(ill);
    expect(await readHealth(ill, well)).toMatchObject([
      { userPoolId: ill.userPoolId, redeemed: 0, refused: 1, wechatFailure: { detail: '40125' } },
      { userPoolId: well.userPoolId, redeemed: 0, refused: 0, wechatFailure: null },
    ]);
    await logIn(ill);
    expect(await readHealth(ill)).toMatchObject([{ redeemed: 1, refused: 1, wechatFailure: null }]);
  });

  test('the health of a pool has the age of its newest secret, and is requested for at most 50 ids', async () => {
    const pool = await server.createPool();
    await admin.send('POST', `/pools/${pool.userPoolId}/secrets`);
    const [health] = await readHealth(pool);
    expect(Date.now() - Date.parse(health?.newestSecretAt ?? '')).toBeLessThan(60_000);
    const many = Array.from({ length: 51 }, () => pool.userPoolId).join(',');
    expect((await admin.send('GET', `/pool-health?userPoolIds=${many}`)).status).toBe(400);
  });
});
