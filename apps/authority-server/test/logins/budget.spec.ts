import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { PoolRepository } from '../../src/pools/pool-repository.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

const CALLS = {
  login: '/sns/jscode2session',
  token: '/cgi-bin/stable_token',
  phone: '/wxa/business/getuserphonenumber',
};

// Each call alone may take longer than the request: without a shared budget the answer would be `unavailable`.
describe('a request for a ticket while WeChat hangs', () => {
  const server = new RunningAuthority();
  let pool: TestPool;
  beforeAll(async () => {
    await server.start({ requestTimeoutMs: 1200 });
    pool = await server.createPool({ requirePhone: true });
  }, 60_000);
  afterAll(() => server.stop());

  const issue = (to: TestPool) =>
    server.issue(to, { phoneCode: server.wechat.createPhoneCode('13800138000') });

  test.each([
    ['who the user is', CALLS.login, 'wechat_unavailable'],
    ['for the phone number', CALLS.phone, 'phone_unavailable'],
  ])('reports the timeout itself for the call %s, before the request ends', async (_name, path, error) => {
    server.wechat.next(path, () => 'hang');
    const { status, body } = await issue(pool);
    expect([body.error, body.detail]).toEqual([error, expect.not.stringContaining('took too long')]);
    expect(status).toBeGreaterThanOrEqual(400);
    expect((await issue(pool)).status).toBe(201);
  });

  test('reports the timeout of the access token itself, before the request ends', async () => {
    const other = await new RunningAuthority().start({ requestTimeoutMs: 1200 });
    other.wechat.next(CALLS.token, () => 'hang');
    const requiring = await other.createPool({ requirePhone: true });
    const { body } = await other.issue(requiring, { phoneCode: other.wechat.createPhoneCode('13800138000') });
    expect([body.error, body.detail]).toEqual([
      'phone_unavailable',
      expect.not.stringContaining('took too long'),
    ]);
    await other.stop();
  });

  test('does not blame WeChat when a slow database left no time to call it', async () => {
    const pools = server.get(PoolRepository);
    const find = pools.find.bind(pools);
    const slow = jest.spyOn(pools, 'find').mockImplementation(async (id) => {
      await sleep(1000);
      return find(id);
    });
    const before = server.wechat.calls.length;
    const { status, body } = await issue(pool);
    slow.mockRestore();
    expect([status, body.error, server.wechat.calls.length]).toEqual([503, 'unavailable', before]);
  });

  test('continues without the phone number where the pool does not require it', async () => {
    const optional = await server.createPool();
    server.wechat.next(CALLS.phone, () => 'hang');
    expect((await issue(optional)).status).toBe(201);
  });

  test('sends no code again at the end of the time', async () => {
    const busy = () => ({ errcode: -1, errmsg: 'system error' });
    const slow = await new RunningAuthority().start({ requestTimeoutMs: 640 });
    const before = slow.wechat.calls.length;
    slow.wechat.next(CALLS.login, busy, busy, busy);
    expect((await slow.issue(await slow.createPool())).body.error).toBe('wechat_unavailable');
    // At once and, unless the machine is slow, after 100 ms; after 400 more its 480 ms are used up.
    expect(slow.wechat.calls.length - before).toBeLessThan(3);
    await slow.stop();
  });
});
