import { afterEach, describe, expect, test } from '@jest/globals';
import { parseTicket } from '@app2wxapp/core';
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

describe('the exchange by the own backend', () => {
  test('sends ticket and verifier to POST /auth/wechat and gives user and token', async () => {
    const { origin, received } = await start({ status: 201, body: session });
    const exchange = createBackendExchange({ backend: origin });
    expect(await exchange.exchangeTicket(credential, {})).toStrictEqual(session);
    expect(received[0]).toMatchObject({ method: 'POST', url: '/auth/wechat' });
    expect(JSON.parse(received[0]?.body ?? '')).toStrictEqual(credential);
    expect(exchange.claimLogin).toBeUndefined();
  });

  test('claims where the backend says it can', async () => {
    const { origin, received } = await start({ status: 200, body: session });
    const exchange = createBackendExchange({ backend: origin, path: '/login', claimPath: '/login/claim' });
    expect(await exchange.claimLogin?.(claim, {})).toStrictEqual(session);
    expect(received[0]?.url).toBe('/login/claim');
    expect(JSON.parse(received[0]?.body ?? '')).toStrictEqual(claim);
  });

  test.each<[string, Reply, string]>([
    ['a refused ticket', { status: 401, body: { error: 'invalid_ticket', code: 2206 } }, 'invalid_ticket'],
    ['an answer without a token', { status: 200, body: { user: {} } }, 'malformed_response'],
    ['an answer without a user', { status: 200, body: { token: 't' } }, 'malformed_response'],
    ['null', { status: 200, body: null }, 'malformed_response'],
    ['a closed line', 'cut', 'network_error'],
  ])('ends %s in its code', async (_, reply, code) => {
    const { origin } = await start(reply);
    const exchange = createBackendExchange({ backend: origin });
    await expect(exchange.exchangeTicket(credential, {})).rejects.toMatchObject({ code });
  });

  test('refuses an address in clear text at once', () => {
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
  ])('refuses the path %j at once', (path) => {
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

  test('knows a login that is not finished', async () => {
    const { origin } = await start({ status: 202, body: { error: 'login_pending', code: 202 } });
    const exchange = createInsecureDirectExchange({ authority: origin, userPoolId: 'pool' });
    await expect(exchange.claimLogin?.(claim, {})).rejects.toMatchObject({ code: 'login_pending' });
  });

  test('refuses a secret at once', () => {
    const pool = { authority: 'https://a.example', userPoolId: 'pool', secret: 'of the pool' } as unknown;
    expect(() => createInsecureDirectExchange(pool as DirectPool)).toThrow('no place inside an app');
  });
});
