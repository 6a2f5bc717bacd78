import { randomBytes } from 'node:crypto';
import { digest, type AuthorityStore } from '@app2wxapp/authority';
import { App2WxappError, SERVER_ERRORS } from '@app2wxapp/core';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { createRateLimits } from '../../src/limits/rate-limits.js';
import { accounts } from '../../src/database/schema.js';
import { RunningAuthority, type Answer, type TestPool } from '../running-authority.js';
import { STORE } from '../../src/store/sql-store.js';

/** A row of the protocol's table, and a request that ends in it. */
interface Row {
  readonly error: string;
  readonly code: number;
  readonly status: number;
  readonly when: string;
  readonly provoke: () => Promise<Answer>;
}

describe('the table of errors', () => {
  const server = new RunningAuthority();
  const limits = createRateLimits(
    { ipPerMinute: 0, poolPerMinute: 0, openidPerMinute: 2 },
    { warn: () => undefined, info: () => undefined },
  );
  let pool: TestPool;
  let choosy: TestPool;

  beforeAll(async () => {
    await server.start({ limits });
    pool = await server.createPool();
    choosy = await server.createPool({ allowedAppIds: ['wx00000000000000a1'], requirePhone: true });
  }, 60_000);
  afterAll(() => server.stop());

  const exchange = (ticket: string, changes: object = {}) =>
    server.exchange(pool, { ticket, secret: pool.secret, ...changes });
  const createLaunch = () => ({
    state: randomBytes(16).toString('base64url'),
    codeVerifier: randomBytes(32).toString('base64url'),
  });
  const bind = ({ state, codeVerifier }: ReturnType<typeof createLaunch>) => ({
    state,
    codeChallenge: digest(codeVerifier),
  });
  const claim = (launch: object) =>
    server.send(`/oauth/app2wxapp/claim/${pool.userPoolId}`, { json: { ...launch, secret: pool.secret } });
  const setBlocked = (id: string) =>
    server.database.orm.update(accounts).set({ blocked: true }).where(eq(accounts.id, id));

  const invalidRequest = { error: 'invalid_request', code: 2231, status: 400 };
  const invalidSecret = { error: 'invalid_secret', code: 1001, status: 401 };
  const invalidTicket = { error: 'invalid_ticket', code: 2206, status: 401 };
  const blocked = { error: 'user_blocked', code: 2005, status: 403 };
  const invalidCode = { error: 'invalid_login_code', code: 2207, status: 401 };
  const unavailable = { error: 'wechat_unavailable', code: 1000, status: 502 };

  const ROWS: readonly Row[] = [
    { ...invalidRequest, when: 'a field is missing', provoke: () => server.exchange(pool, {}) },
    {
      ...invalidRequest,
      when: 'a field is malformed',
      provoke: () => server.issue(pool, { scene: '1069' }),
    },
    {
      ...invalidRequest,
      when: 'fields contradict each other',
      provoke: () =>
        server.send(`/oauth/app2wxapp/auth/${pool.userPoolId}?ticket=a`, { json: { ticket: 'b' } }),
    },
    {
      ...invalidRequest,
      when: 'the body is not JSON',
      provoke: () =>
        server.send(`/oauth/app2wxapp/auth/${pool.userPoolId}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{',
        }),
    },
    {
      ...invalidRequest,
      status: 413,
      when: 'the body is too large',
      provoke: () => exchange('x'.repeat(20_000)),
    },
    {
      error: 'user_pool_not_found',
      code: 2224,
      status: 404,
      when: 'nobody has the pool id',
      provoke: () => server.send(`/oauth/app2wxapp/pools/${'f'.repeat(24)}`),
    },
    {
      ...invalidSecret,
      when: 'the secret is missing where it is required',
      provoke: () => exchange('a', { secret: undefined }),
    },
    { ...invalidSecret, when: 'the secret is wrong', provoke: () => exchange('a', { secret: 'wrong' }) },
    { ...invalidTicket, when: 'the ticket is unknown', provoke: () => exchange('nobody-has-it') },
    {
      ...invalidTicket,
      when: 'the ticket is expired',
      async provoke() {
        const ticket = await server.issueTicket(pool);
        server.aheadMs += 121_000;
        return exchange(ticket);
      },
    },
    {
      ...invalidTicket,
      when: 'the ticket is used',
      async provoke() {
        const ticket = await server.issueTicket(pool);
        expect((await exchange(ticket)).status).toBe(200);
        return exchange(ticket);
      },
    },
    {
      ...invalidTicket,
      when: 'the ticket is of another pool',
      async provoke() {
        return exchange(await server.issueTicket(await server.createPool()));
      },
    },
    {
      ...invalidTicket,
      when: 'the verifier is wrong',
      async provoke() {
        const ticket = await server.issueTicket(pool, bind(createLaunch()));
        return exchange(ticket, { codeVerifier: createLaunch().codeVerifier });
      },
    },
    {
      ...blocked,
      when: 'the user is blocked before the exchange',
      async provoke() {
        const loginCode = () => server.wechat.createLoginCode('o-blocked-later');
        const first = await exchange(await server.issueTicket(pool, { loginCode: loginCode() }));
        const ticket = await server.issueTicket(pool, { loginCode: loginCode() });
        await setBlocked(first.body._id);
        return exchange(ticket);
      },
    },
    {
      ...blocked,
      when: 'the user is blocked before the ticket',
      async provoke() {
        const loginCode = () => server.wechat.createLoginCode('o-blocked-first');
        const first = await exchange(await server.issueTicket(pool, { loginCode: loginCode() }));
        await setBlocked(first.body._id);
        return server.issue(pool, { loginCode: loginCode() });
      },
    },
    {
      error: 'app_not_allowed',
      code: 1001,
      status: 403,
      when: 'the source app is not on the pool’s list',
      provoke: () => server.issue(choosy, { sourceAppId: 'wx00000000000000a2' }),
    },
    {
      error: 'phone_required',
      code: 2231,
      status: 403,
      when: 'the pool requires a phone and none was given',
      provoke: () => server.issue(choosy, { sourceAppId: 'wx00000000000000a1' }),
    },
    {
      ...invalidCode,
      when: 'WeChat answers 40029',
      provoke: () => server.issue(pool, { loginCode: 'a-code-that-wechat-never-gave' }),
    },
    {
      error: 'invalid_phone_code',
      code: 2231,
      status: 400,
      when: 'WeChat does not know the phone code',
      provoke: () => server.issue(pool, { phoneCode: 'a-code-that-wechat-never-gave' }),
    },
    {
      error: 'phone_unavailable',
      code: 1000,
      status: 502,
      when: 'the pool requires a phone and WeChat gives none',
      provoke() {
        server.wechat.next('/wxa/business/getuserphonenumber', () => ({ errcode: 48001, errmsg: 'no' }));
        const phoneCode = server.wechat.createPhoneCode('13800000000');
        return server.issue(choosy, { sourceAppId: 'wx00000000000000a1', phoneCode });
      },
    },
    {
      error: 'risky_user',
      code: 2005,
      status: 403,
      when: 'WeChat answers 40226',
      provoke() {
        server.wechat.next('/sns/jscode2session', () => ({ errcode: 40226, errmsg: 'no' }));
        return server.issue(pool);
      },
    },
    {
      ...invalidCode,
      when: 'WeChat answers 40163',
      provoke() {
        server.wechat.next('/sns/jscode2session', () => ({ errcode: 40163, errmsg: 'code been used' }));
        return server.issue(pool);
      },
    },
    {
      error: 'login_pending',
      code: 202,
      status: 202,
      when: 'the claimed launch is not finished',
      provoke: () => claim(createLaunch()),
    },
    {
      error: 'login_denied',
      code: 400,
      status: 403,
      when: 'the user of the claimed launch said no',
      async provoke() {
        const launch = createLaunch();
        await server.send(`/oauth/app2wxapp/denials/${pool.userPoolId}`, { json: { state: launch.state } });
        return claim(launch);
      },
    },
    {
      error: 'login_expired',
      code: 2206,
      status: 410,
      when: 'the claimed launch has expired',
      async provoke() {
        const launch = createLaunch();
        await server.issueTicket(pool, bind(launch));
        expect((await claim(launch)).status).toBe(200);
        return claim(launch);
      },
    },
    {
      error: 'rate_limited',
      code: 429,
      status: 429,
      when: 'one WeChat user asks for tickets too often',
      async provoke() {
        const loginCode = () => server.wechat.createLoginCode('o-hasty');
        await server.issueTicket(pool, { loginCode: loginCode() });
        await server.issueTicket(pool, { loginCode: loginCode() });
        const answer = await server.issue(pool, { loginCode: loginCode() });
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        return answer;
      },
    },
    {
      ...unavailable,
      when: 'WeChat stays busy (-1)',
      provoke() {
        const busy = () => ({ errcode: -1, errmsg: 'system error' });
        server.wechat.next('/sns/jscode2session', busy, busy, busy, busy, busy);
        return server.issue(pool);
      },
    },
    {
      ...unavailable,
      when: 'WeChat is unreachable',
      provoke() {
        server.wechat.next('/sns/jscode2session', () => 'drop');
        return server.issue(pool);
      },
    },
    {
      error: 'unavailable',
      code: 1000,
      status: 503,
      when: 'the store is away for now',
      async provoke() {
        const store = server.get<AuthorityStore>(STORE);
        const original = store.redeem.bind(store);
        const away = new App2WxappError('unavailable', 'The database is away.', { retryAfterSeconds: 1 });
        store.redeem = () => Promise.reject(away);
        const answer = await exchange('a');
        store.redeem = original;
        expect(answer.headers.get('retry-after')).toBe('1');
        return answer;
      },
    },
    {
      error: 'internal',
      code: 1000,
      status: 500,
      when: 'something inside fails',
      async provoke() {
        const store = server.get<AuthorityStore>(STORE);
        const original = store.redeem.bind(store);
        store.redeem = () => Promise.reject(new Error('about the inside'));
        const answer = await exchange('a');
        store.redeem = original;
        expect(answer.text).not.toContain('about the inside');
        return answer;
      },
    },
  ];

  test.each(ROWS.map((row) => [row.error, row.when, row] as const))(
    '%s: when %s',
    async (_error, _when, { error, code, status, provoke }) => {
      const { body, headers, ...answer } = await provoke();
      server.wechat.next('/sns/jscode2session');
      expect([answer.status, body.error, body.code]).toEqual([status, error, code]);
      expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(body).toMatchObject({ type: 'about:blank', status, title: expect.any(String) });
      expect(body.message).toMatch(/\p{Script=Han}/u);
      expect(answer.text).not.toMatch(/node_modules|\\n *at /);
    },
  );

  test('has a row for every error that the servers share', () => {
    const missing = Object.keys(SERVER_ERRORS).filter((error) => ROWS.every((row) => row.error !== error));
    expect(missing).toEqual([]);
  });

  test('is the same for a pool of envelope style: the code in the body, 200 outside, no data', async () => {
    const enveloped = await server.createPool({ responseStyle: 'envelope' });
    const cases: readonly [object, string, number][] = [
      [{}, 'invalid_request', 2231],
      [{ ticket: 'a', secret: 'wrong' }, 'invalid_secret', 1001],
      [{ ticket: 'a', secret: enveloped.secret }, 'invalid_ticket', 2206],
    ];
    for (const [json, error, code] of cases) {
      const { status, body } = await server.exchange(enveloped, json, { 'accept-language': 'en' });
      expect([status, body.error, body.code, body.data]).toEqual([200, error, code, undefined]);
      expect(body.message).toMatch(/^[\w ,]+$/);
    }
  });
});
