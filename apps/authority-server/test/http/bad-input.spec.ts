import type { AuthorityStore } from '@app2wxapp/authority';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createAdmin } from '../admin-caller.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';
import { STORE } from '../../src/store/sql-store.js';

describe('bad input', () => {
  const server = new RunningAuthority();
  let pool: TestPool;
  let path: string;

  beforeAll(async () => {
    await server.start();
    pool = await server.createPool();
    path = `/oauth/app2wxapp/auth/${pool.userPoolId}`;
  }, 60_000);
  afterAll(() => server.stop());

  const BODIES: readonly [string, string, string, number][] = [
    ['is not JSON', 'application/json', '{"ticket": ', 400],
    ['is empty', 'application/json', '', 400],
    ['is an array', 'application/json', '[]', 400],
    ['is a string', 'application/json', '"ticket"', 400],
    ['is null', 'application/json', 'null', 400],
    ['has no ticket', 'application/json', '{}', 400],
    ['has an empty ticket', 'application/json', '{"ticket":""}', 400],
    ['has a number for a ticket', 'application/json', '{"ticket":1}', 400],
    ['has an object for a secret', 'application/json', '{"ticket":"x","secret":{}}', 400],
    ['has a ticket of 3 kB', 'application/json', JSON.stringify({ ticket: 'x'.repeat(3000) }), 400],
    ['has U+0000 in the ticket', 'application/json', '{"ticket":"a\\u0000b"}', 400],
    ['poisons the prototype', 'application/json', '{"__proto__":{"ticket":"x"},"ticket":"x"}', 400],
    ['is a form', 'application/x-www-form-urlencoded', 'ticket=x', 400],
    ['is plain text', 'text/plain', 'ticket', 400],
    ['is XML', 'application/xml', '<ticket/>', 400],
    ['is of no readable type', 'a;;;b', '{}', 400],
    ['is larger than 16 kB', 'application/json', JSON.stringify({ ticket: 'x'.repeat(17_000) }), 413],
  ];
  test.each(BODIES)('a body that %s is invalid_request', async (_name, type, body, status) => {
    const answer = await server.send(path, { method: 'POST', headers: { 'content-type': type }, body });
    expect([answer.status, answer.body.error, answer.body.code]).toEqual([status, 'invalid_request', 2231]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.text).not.toMatch(/node_modules|\\n *at /);
  });

  test.each([
    ['with &', 'a%26b=c'],
    ['in unicode', encodeURIComponent('用户池🙂')],
    ['of 10 kB', 'a'.repeat(10_240)],
    ['with U+0000', '%00'],
    ['with a quote', "'%20or%201=1--"],
    ['of the right form that nobody has', 'f'.repeat(24)],
  ])('a pool id %s is user_pool_not_found, on every endpoint', async (_name, id) => {
    const answers = await Promise.all([
      server.send(`/oauth/app2wxapp/auth/${id}`, { json: { ticket: 'x', secret: 'y' } }),
      server.send(`/oauth/app2wxapp/tickets/${id}`, { json: { loginCode: 'x', scene: 1069 } }),
      server.send(`/oauth/app2wxapp/pools/${id}`),
    ]);
    for (const { status, body } of answers) {
      expect([status, body.error, body.code]).toEqual([404, 'user_pool_not_found', 2224]);
    }
  });

  test.each([
    ['a list', (id: string) => [id]],
    ['an object without a text', () => ({ toString: 1 })],
    ['a number', () => 5],
    ['null', () => null],
  ])('a client id that is %s is invalid_request, on every endpoint of tokens', async (_name, wrap) => {
    const { userPoolId, secret: client_secret } = pool;
    for (const endpoint of ['introspect', 'revoke', 'token']) {
      const json = { token: 'x', grant_type: 'refresh_token', refresh_token: 'x', client_secret };
      const client_id = wrap(userPoolId);
      const { status, body } = await server.send(`/oauth/${endpoint}`, { json: { ...json, client_id } });
      expect([endpoint, status, body.error]).toEqual([endpoint, 400, 'invalid_request']);
    }
  });

  test('static claims that are nested too deeply are invalid_request', async () => {
    const deep = `${'['.repeat(7900)}${']'.repeat(7900)}`;
    const { status, body } = await server.send('/admin/pools', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await createAdmin(server)}`,
        'content-type': 'application/json',
      },
      body: `{"name":"a pool","staticClaims":{"a":${deep}}}`,
    });
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  test('an OPTIONS of a listed page that is no preflight has no body', async () => {
    const { userPoolId } = await server.createPool({ allowedOrigins: ['https://page.example'] });
    const answer = await server.send(`/oauth/app2wxapp/pools/${userPoolId}`, {
      method: 'OPTIONS',
      headers: { origin: 'https://page.example' },
    });
    expect([answer.status, answer.text]).toEqual([204, '']);
  });

  test('a path with invalid percent-encoding is invalid_request', async () => {
    const answer = await server.send('/oauth/app2wxapp/pools/%ZZ');
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });

  test.each([
    ['no scene', { scene: undefined }],
    ['another scene', { scene: 1007 }],
    ['a scene that is text', { scene: '1069' }],
    ['a login code that is empty', { loginCode: '' }],
    ['a phone code that is a number', { phoneCode: 5 }],
    ['useSelfWxapp=2', { useSelfWxapp: 2 }],
    ['a state without a challenge', { state: 'a'.repeat(22) }],
    ['a challenge without a state', { codeChallenge: 'a'.repeat(43) }],
    ['a state that is too short', { state: 'a', codeChallenge: 'a'.repeat(43) }],
    ['a challenge that is not S256', { state: 'a'.repeat(22), codeChallenge: 'plain' }],
  ])('a ticket requested with %s is invalid_request, and WeChat is not called', async (_name, changes) => {
    const before = server.wechat.calls.length;
    const answer = await server.issue(pool, changes);
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
    expect(server.wechat.calls).toHaveLength(before);
  });

  test.each([true, false, 0, '0', undefined])('useSelfWxapp may be %p', async (useSelfWxapp) => {
    const answer = await server.issue(pool, { useSelfWxapp });
    expect(answer.status).toBe(useSelfWxapp === true ? 400 : 201);
  });

  test('an unknown address is a documented error as well', async () => {
    const answer = await server.send('/nothing/here?ticket=x');
    expect([answer.status, answer.body.error]).toEqual([404, 'invalid_request']);
  });

  test('responds in Chinese, and in English to a caller that prefers it', async () => {
    const ask = async (language?: string) =>
      (
        await server.send('/oauth/app2wxapp/pools/none', {
          headers: language === undefined ? {} : { 'accept-language': language },
        })
      ).body.message;
    expect(await ask()).toBe('用户池不存在');
    expect(await ask('fr')).toBe('用户池不存在');
    expect(await ask('en-US,en;q=0.9,zh;q=0.8')).toBe('The user pool does not exist');
    expect(await ask('en;q=0.1, zh-CN')).toBe('用户池不存在');
  });

  test('a failure of the store becomes internal, and no detail of it is returned or logged', async () => {
    const store = server.get<AuthorityStore>(STORE);
    const original = store.redeem;
    store.redeem = () => Promise.reject(new Error('connection to 10.0.0.5 lost, parameters: s3cr3t-value'));
    const ticket = await server.issueTicket(pool);
    const answer = await server.exchange(pool, { ticket, secret: pool.secret });
    store.redeem = original;
    const seen = answer.text + server.logLines.join('');
    expect([answer.status, answer.body.error, answer.body.detail]).toEqual([500, 'internal', undefined]);
    expect(seen).not.toContain('10.0.0.5');
    expect(seen).not.toContain('s3cr3t-value');
    expect(server.logLines.join('')).toContain('request failed');
  });

  test('no log line of these requests contains a ticket, a code, a secret or a token', async () => {
    const loginCode = server.wechat.createLoginCode('o-logged');
    const phoneCode = server.wechat.createPhoneCode('13900000009');
    const ticket = await server.issueTicket(pool, { loginCode, phoneCode });
    await server.send(`${path}?ticket=${ticket}`, { json: { ticket, secret: 'wrong' } });
    const { body } = await server.send(`${path}?ticket=${ticket}`, { json: { ticket, secret: pool.secret } });
    const log = server.logLines.join('\n');
    expect(server.logLines.length).toBeGreaterThan(50);
    for (const value of [
      loginCode,
      phoneCode,
      '13900000009',
      ticket,
      pool.secret,
      body.token,
      server.wechat.appSecret,
    ]) {
      expect(log).not.toContain(value);
    }
  });
});
