import { afterEach, describe, expect, test } from '@jest/globals';
import { parseTicket, type App2WxappError } from '@app2wxapp/core';
import { createBackendExchange, createInsecureDirectExchange, type DirectPool } from '../src/index.js';
import { startLoopbackServer, type LoopbackServer, type Reply } from './loopback-server.js';
import { USER } from './sample-user.js';

const credential = { ticket: parseTicket('a-ticket'), codeVerifier: 'v'.repeat(43) };
const claim = { state: 's'.repeat(22), codeVerifier: 'v'.repeat(43) };
const session = { user: { nickname: '小明' }, token: 'a.session.token' };
let server: LoopbackServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(reply: Reply): Promise<LoopbackServer> {
  server = await startLoopbackServer(() => reply);
  return server;
}

describe('the exchange at the app’s own backend', () => {
  test('sends ticket and verifier to POST /auth/wechat and returns user and token', async () => {
    const { origin, received } = await start({ status: 201, body: session });
    const exchange = createBackendExchange({ backend: origin });
    expect(await exchange.exchangeTicket(credential, {})).toStrictEqual(session);
    expect(received[0]).toMatchObject({ method: 'POST', url: '/auth/wechat' });
    expect(JSON.parse(received[0]?.body ?? '')).toStrictEqual(credential);
    expect(exchange.claimLogin).toBeUndefined();
  });

  test('claims where the backend has a claim route', async () => {
    const { origin, received } = await start({ status: 200, body: session });
    const exchange = createBackendExchange({ backend: origin, path: '/login', claimPath: '/login/claim' });
    expect(await exchange.claimLogin?.(claim, {})).toStrictEqual(session);
    expect(received[0]?.url).toBe('/login/claim');
    expect(JSON.parse(received[0]?.body ?? '')).toStrictEqual(claim);
  });

  test('keeps the refresh token where the backend returns one, and nothing else', async () => {
    const { origin } = await start({ status: 200, body: { ...session, refreshToken: 'r', more: 1 } });
    const exchange = createBackendExchange<{ nickname: string }>({ backend: origin });
    const { user, ...rest } = await exchange.exchangeTicket(credential, {});
    expect([user.nickname, rest]).toStrictEqual(['小明', { token: session.token, refreshToken: 'r' }]);
  });

  test.each<[string, Reply, string | undefined]>([
    [
      'the words of the backend',
      { status: 401, body: { error: 'invalid_ticket', message: '请重新登录' } },
      '请重新登录',
    ],
    ['no words', { status: 401, body: { error: 'invalid_ticket' } }, undefined],
    ['words that are none', { status: 401, body: { error: 'invalid_ticket', message: {} } }, undefined],
    ['a page', { status: 502, body: 'gateway' }, undefined],
    [
      'a novel',
      { status: 401, body: { error: 'invalid_ticket', message: 'x'.repeat(9000) } },
      'x'.repeat(500),
    ],
  ])('returns %s for the user as serverMessage', async (_, reply, serverMessage) => {
    const { origin } = await start(reply);
    const exchanges = [
      createBackendExchange({ backend: origin, claimPath: '/claim' }),
      createInsecureDirectExchange({ authority: origin, userPoolId: 'pool' }),
    ];
    for (const { exchangeTicket, claimLogin } of exchanges) {
      for (const call of [exchangeTicket(credential, {}), claimLogin?.(claim, {})]) {
        const error: unknown = await call?.catch((reason: unknown) => reason);
        expect((error as App2WxappError).serverMessage).toBe(serverMessage);
        expect(String(error)).not.toContain(serverMessage ?? 'gateway');
      }
    }
  });

  test.each([undefined, null, {}])('rejects the options %j by a code', (options) => {
    expect(() => createBackendExchange(options as never)).toThrow(
      expect.objectContaining({ code: 'invalid_options' }),
    );
  });

  test.each<[string, Reply, string]>([
    ['an answer whose user is null', { status: 200, body: { token: 't', user: null } }, 'malformed_response'],
    ['an answer whose user is a list', { status: 200, body: { token: 't', user: [] } }, 'malformed_response'],
    ['a page of a proxy', { status: 503, body: '<html>' }, 'unavailable'],
    ['a refused ticket', { status: 401, body: { error: 'invalid_ticket', code: 2206 } }, 'invalid_ticket'],
    ['an answer without a token', { status: 200, body: { user: {} } }, 'malformed_response'],
    ['an answer without a user', { status: 200, body: { token: 't' } }, 'malformed_response'],
    ['null', { status: 200, body: null }, 'malformed_response'],
    ['a closed line', 'cut', 'network_error'],
  ])('converts %s into its code', async (_, reply, code) => {
    const { origin } = await start(reply);
    const exchange = createBackendExchange({ backend: origin });
    await expect(exchange.exchangeTicket(credential, {})).rejects.toMatchObject({ code });
  });

  test('rejects an address in clear text at once', () => {
    expect(() => createBackendExchange({ backend: 'http://api.example.com' })).toThrow(
      'http only for localhost',
    );
  });

  // Put behind the origin, the second and third would be another host.
  test.each([
    '',
    'auth/wechat',
    '.example.com/auth',
    '@example.com',
    '/auth wechat',
    '/登录',
    '/auth\\wechat',
  ])('rejects the path %j at once', (path) => {
    const backend = 'https://api.example.com';
    expect(() => createBackendExchange({ backend, path })).toThrow('must begin with /');
    expect(() => createBackendExchange({ backend, claimPath: path })).toThrow('must begin with /');
  });
});

describe('the direct exchange of a login', () => {
  test('exchanges, and claims with state and verifier', async () => {
    const { origin, received } = await start({ status: 200, body: USER });
    const exchange = createInsecureDirectExchange({ authority: origin, userPoolId: 'pool' });
    expect(await exchange.exchangeTicket(credential, {})).toStrictEqual(USER);
    expect(await exchange.claimLogin?.(claim, {})).toStrictEqual(USER);
    expect(received.map(({ url }) => url)).toStrictEqual([
      '/oauth/app2wxapp/auth/pool',
      '/oauth/app2wxapp/claim/pool',
    ]);
    expect(JSON.parse(received[1]?.body ?? '')).toStrictEqual(claim);
  });

  test('reports a login that is not finished', async () => {
    const { origin } = await start({ status: 202, body: { error: 'login_pending', code: 202 } });
    const exchange = createInsecureDirectExchange({ authority: origin, userPoolId: 'pool' });
    await expect(exchange.claimLogin?.(claim, {})).rejects.toMatchObject({ code: 'login_pending' });
  });

  test('rejects a secret at once', () => {
    const pool = { authority: 'https://a.example', userPoolId: 'pool', secret: 'of the pool' } as unknown;
    expect(() => createInsecureDirectExchange(pool as DirectPool)).toThrow('must not contain a secret');
  });
});
