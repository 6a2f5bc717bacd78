import { randomBytes } from 'node:crypto';
import { digest } from '@app2wxapp/authority';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { RunningAuthority, type TestPool } from '../running-authority.js';

const USER_KEYS = [
  ...[
    'emailVerified',
    'username',
    'nickname',
    'company',
    'photo',
    'loginsCount',
    'registerMethod',
    'blocked',
  ],
  ...[
    'isDeleted',
    'oauth',
    'metadata',
    '_id',
    'unionid',
    'openid',
    'lastIP',
    'lastLogin',
    'signedUp',
    'token',
  ],
  ...['tokenExpiredAt', 'phone'],
];

describe('a login over HTTP', () => {
  const server = new RunningAuthority();
  let pool: TestPool;
  let direct: TestPool;

  beforeAll(async () => {
    await server.start();
    pool = await server.createPool({ logo: 'https://img.example/logo.png' });
    direct = await server.createPool({ secretRequired: false });
  }, 60_000);
  afterAll(() => server.stop());

  test('exchanges a login code for a ticket and the ticket for the whole user, keys in the documented order', async () => {
    const loginCode = server.wechat.createLoginCode('o-whole', 'u-whole');
    const phoneCode = server.wechat.createPhoneCode('13800000001');
    const asking = await server.createPool({ askProfile: true });
    const issued = await server.issue(asking, { loginCode, phoneCode, profile: { nickname: '小明' } });
    expect(issued.status).toBe(201);
    expect(issued.body).toEqual({
      ticket: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      expiresIn: 120,
      message: '授权成功',
      avatarTicket: expect.any(String),
    });
    const { ticket } = issued.body;
    const { status, body } = await server.exchange(asking, { ticket, secret: asking.secret });
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(USER_KEYS);
    expect(body).toMatchObject({
      nickname: '小明',
      loginsCount: 1,
      registerMethod: 'oauth:app2wxapp',
      metadata: '""',
      unionid: 'u-whole',
      openid: 'o-whole',
      lastIP: '127.0.0.1',
      phone: '13800000001',
    });
    expect(JSON.parse(body.oauth)).toMatchObject({
      phone: '13800000001',
      openid: 'o-whole',
      unionid: 'u-whole',
    });
    expect(body.lastLogin).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test('signs a token that its JWKS verifies, for 15 days, with both kinds of claims', async () => {
    const ticket = await server.issueTicket(pool);
    const { body: user } = await server.exchange(pool, { ticket, secret: pool.secret });
    const keys = createRemoteJWKSet(new URL(`${server.url}/.well-known/jwks.json`));
    const { payload, protectedHeader } = await jwtVerify(user.token, keys, {
      issuer: server.url,
      audience: pool.userPoolId,
      algorithms: ['ES256'],
    });
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'JWT', kid: expect.any(String) });
    expect(payload).toMatchObject({
      sub: user._id,
      data: { unionid: null, id: user._id, clientId: pool.userPoolId },
      sid: expect.any(String),
      jti: expect.any(String),
      iat: Math.floor(Date.parse(user.lastLogin) / 1000),
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(1_296_000);
    expect(user.tokenExpiredAt).toBe(new Date((payload.exp ?? 0) * 1000).toISOString());
  });

  test('counts the logins of one WeChat user on one account', async () => {
    const logIn = async () => {
      const ticket = await server.issueTicket(pool, { loginCode: server.wechat.createLoginCode('o-twice') });
      return (await server.exchange(pool, { ticket, secret: pool.secret })).body;
    };
    const [first, second] = [await logIn(), await logIn()];
    expect(second._id).toBe(first._id);
    expect([first.loginsCount, second.loginsCount]).toEqual([1, 2]);
    expect(second.signedUp).toBe(first.signedUp);
  });

  test('lets exactly one of 20 parallel exchanges succeed, for each of 50 tickets', async () => {
    for (let round = 0; round < 50; round++) {
      const ticket = await server.issueTicket(pool);
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => server.exchange(pool, { ticket, secret: pool.secret })),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const losers = answers.filter(({ status, body }) => status === 401 && body.error === 'invalid_ticket');
      expect(losers).toHaveLength(19);
    }
  }, 120_000);

  test('rejects a ticket at the end of its lifetime', async () => {
    const ticket = await server.issueTicket(pool);
    server.aheadMs += 120_000;
    const { status, body } = await server.exchange(pool, { ticket, secret: pool.secret });
    expect([status, body.error, body.code]).toEqual([401, 'invalid_ticket', 2206]);
  });

  test('rejects a ticket in another pool, and leaves it valid in its own', async () => {
    const ticket = await server.issueTicket(pool);
    const elsewhere = await server.exchange(direct, { ticket, secret: direct.secret });
    expect([elsewhere.status, elsewhere.body.error]).toEqual([401, 'invalid_ticket']);
    expect((await server.exchange(pool, { ticket, secret: pool.secret })).status).toBe(200);
  });

  test('responds to a wrong and a missing secret alike, and both leave the ticket valid', async () => {
    const ticket = await server.issueTicket(pool);
    const wrong = await server.exchange(pool, { ticket, secret: direct.secret });
    const missing = await server.exchange(pool, { ticket });
    expect([wrong.status, wrong.body.code, wrong.body.error]).toEqual([401, 1001, 'invalid_secret']);
    expect(missing.text).toBe(wrong.text);
    expect((await server.exchange(pool, { ticket, secret: pool.secret })).status).toBe(200);
  });

  test('reads the ticket from the body, from its other spelling and from the query, and rejects two that differ', async () => {
    const spelled = await server.issueTicket(pool);
    expect((await server.exchange(pool, { tickett: spelled, secret: pool.secret })).status).toBe(200);
    const queried = await server.issueTicket(pool);
    const path = `/oauth/app2wxapp/auth/${pool.userPoolId}?ticket=${queried}`;
    const differing = await server.send(path, { json: { ticket: spelled, secret: pool.secret } });
    expect([differing.status, differing.body.error]).toEqual([400, 'invalid_request']);
    expect((await server.send(path, { json: { ticket: queried, secret: pool.secret } })).status).toBe(200);
  });

  test('exchanges without the secret in direct mode for the holder of the verifier, and for no other caller', async () => {
    const codeVerifier = randomBytes(32).toString('base64url');
    const binding = { state: randomBytes(16).toString('base64url'), codeChallenge: digest(codeVerifier) };
    const good = await server.issueTicket(direct, binding);
    expect((await server.exchange(direct, { ticket: good, codeVerifier })).status).toBe(200);
    const unbound = await server.issueTicket(direct);
    expect((await server.exchange(direct, { ticket: unbound })).body.error).toBe('invalid_ticket');
    const next = { ...binding, state: randomBytes(16).toString('base64url') };
    const stolen = await server.issueTicket(direct, next);
    expect((await server.exchange(direct, { ticket: stolen })).body.error).toBe('invalid_ticket');
    expect((await server.exchange(direct, { ticket: stolen, codeVerifier })).body.error).toBe(
      'invalid_ticket',
    );
  });

  test('responds as Authing does for a pool of envelope style, failures included', async () => {
    const enveloped = await server.createPool({ responseStyle: 'envelope' });
    const ticket = await server.issueTicket(enveloped);
    const bad = await server.exchange(enveloped, { ticket, secret: 'wrong' });
    expect([bad.status, bad.body.code, bad.body.data]).toEqual([200, 1001, undefined]);
    const malformed = await server.exchange(enveloped, []);
    expect([malformed.status, malformed.body.code]).toEqual([200, 2231]);
    const good = await server.exchange(enveloped, { ticket, secret: enveloped.secret });
    expect([good.status, good.body.code, good.body.message]).toEqual([200, 200, '获取用户信息成功']);
    expect(Object.keys(JSON.parse(good.body.data ?? '') as object)).toEqual(USER_KEYS);
  });

  test('returns the data of a pool that the consent page needs', async () => {
    const { status, body } = await server.send(`/oauth/app2wxapp/pools/${pool.userPoolId}`);
    expect([status, body]).toEqual([
      200,
      { name: 'a pool', logo: 'https://img.example/logo.png', requirePhone: false, askProfile: false },
    ]);
  });

  test('allows pages of the origins that a pool lists to call its public endpoints, no other page, and no other endpoint', async () => {
    const listing = await server.createPool({
      allowedOrigins: ['https://app.example', 'capacitor://localhost'],
    });
    const ask = async (path: string, origin: string) => {
      const { status, headers } = await server.send(path, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      return [status, headers.get('access-control-allow-origin')];
    };
    const path = `/oauth/app2wxapp/auth/${listing.userPoolId}`;
    expect(await ask(path, 'https://app.example')).toEqual([204, 'https://app.example']);
    expect(await ask(path, 'capacitor://localhost')).toEqual([204, 'capacitor://localhost']);
    const { headers } = await server.send(path, { json: {}, headers: { origin: 'https://app.example' } });
    expect(readCors(headers)).toEqual({
      'access-control-allow-origin': 'https://app.example',
      'access-control-expose-headers': 'retry-after, x-request-id',
    });
    expect(headers.get('vary')).toBe('Origin');
    const { headers: preflight } = await server.send(path, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' },
    });
    expect(readCors(preflight)).toMatchObject({
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'content-type, accept-language, idempotency-key, authorization',
      'access-control-max-age': '600',
    });
    for (const [elsewhere, origin] of [
      [path, 'https://other.example'],
      [path, 'null'],
      [`/oauth/app2wxapp/auth/${pool.userPoolId}`, 'https://app.example'],
      [`/oauth/app2wxapp/auth/${'f'.repeat(24)}`, 'https://app.example'],
      ['/oauth/introspect', 'https://app.example'],
      ['/.well-known/jwks.json', 'https://app.example'],
    ] as const) {
      expect((await ask(elsewhere, origin))[1]).toBeNull();
      const plain = await server.send(elsewhere, { headers: { origin } });
      expect(readCors(plain.headers)).toEqual({});
    }
  });

  test('rejects a source app that the pool does not list, and a login without a phone number where the pool requires one', async () => {
    const strict = await server.createPool({ allowedAppIds: ['wx00000000000000a1'], requirePhone: true });
    const foreign = await server.issue(strict, { sourceAppId: 'wx00000000000000a2' });
    expect([foreign.status, foreign.body.error]).toEqual([403, 'app_not_allowed']);
    const phoneless = await server.issue(strict, { sourceAppId: 'wx00000000000000a1' });
    expect([phoneless.status, phoneless.body.error, phoneless.body.code]).toEqual([
      403,
      'phone_required',
      2231,
    ]);
  });

  test('is alive and ready', async () => {
    expect((await server.send<unknown>('/health/live')).body).toEqual({ status: 'ok' });
    expect((await server.send<unknown>('/health/ready')).body).toEqual({ status: 'ok' });
  });
});

/** Returns the headers by which a response allows a page. */
function readCors(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));
}
