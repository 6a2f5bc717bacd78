import { afterEach, describe, expect, test } from '@jest/globals';
import { insecureExchangeTicket, type InsecureExchangeOptions } from '../src/index.js';
import { startLoopbackServer, type LoopbackServer, type Reply } from './loopback-server.js';
import { USER } from './sample-user.js';

const POOL = '5e4cdd055df3df65dc58b97d';
const ticket = 'a-ticket-of-the-test';
let server: LoopbackServer;
afterEach(() => server?.close());

async function exchange(reply: Reply, more: Partial<InsecureExchangeOptions> = {}) {
  server = await startLoopbackServer(() => reply);
  return insecureExchangeTicket({ authority: server.origin, userPoolId: POOL, ticket, ...more });
}

describe('insecureExchangeTicket', () => {
  test('sends the ticket in the body only, and returns the user', async () => {
    await expect(exchange({ status: 200, body: USER })).resolves.toStrictEqual(USER);
    expect(server.received).toHaveLength(1);
    const [request] = server.received;
    expect(request).toMatchObject({ method: 'POST', url: `/oauth/app2wxapp/auth/${POOL}` });
    expect(request?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(request?.body ?? '')).toStrictEqual({ ticket });
  });

  test('sends the verifier of a bound launch', async () => {
    await exchange({ status: 200, body: USER }, { codeVerifier: 'v'.repeat(43) });
    expect(JSON.parse(server.received[0]?.body ?? '')).toStrictEqual({
      ticket,
      codeVerifier: 'v'.repeat(43),
    });
  });

  test("reads the envelope of Authing's servers", async () => {
    const envelope = { code: 200, message: 'ok', data: JSON.stringify(USER) };
    await expect(exchange({ status: 200, body: envelope })).resolves.toStrictEqual(USER);
  });

  test.each<[string, Reply, string]>([
    ['a refusal', { status: 401, body: { code: 2206, error: 'invalid_ticket' } }, 'invalid_ticket'],
    ['a refusal with status 200', { status: 200, body: { code: 2206, message: 'x' } }, 'invalid_ticket'],
    [
      'a pool that wants its secret',
      { status: 401, body: { code: 1001, error: 'invalid_secret' } },
      'invalid_secret',
    ],
    ['a gateway page', { status: 502, body: '<html>' }, 'unavailable'],
    ['a page', { status: 404, body: '<html>' }, 'malformed_response'],
    ['a redirect', { status: 307, body: '', location: '/elsewhere' }, 'network_error'],
    ['a line that is cut', 'cut', 'network_error'],
  ])('converts %s into its code, and sends once', async (_, reply, code) => {
    const attempt = exchange(reply);
    await expect(attempt).rejects.toMatchObject({ code });
    await expect(attempt).rejects.toThrow(/^(?!.*a-ticket-of-the-test)/);
    expect(server.received).toHaveLength(1);
  });

  test.each<Reply>(['silent', 'hang'])('ends in time when the server is %s', async (reply) => {
    await expect(exchange(reply, { timeoutMs: 100 })).rejects.toMatchObject({ code: 'timeout' });
  });

  test("is aborted by the caller's signal, before and during the request", async () => {
    const signal = AbortSignal.abort();
    await expect(exchange('silent', { signal })).rejects.toMatchObject({ code: 'aborted' });
    await server.close();
    const controller = new AbortController();
    const attempt = exchange('hang', { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(attempt).rejects.toMatchObject({ code: 'aborted' });
  });

  test('rejects a secret among its options, and sends nothing', async () => {
    server = await startLoopbackServer(() => ({ status: 200, body: USER }));
    const options = { authority: server.origin, userPoolId: POOL, ticket };
    // @ts-expect-error -- so that a secret in an app does not even compile
    const withSecret: InsecureExchangeOptions = { ...options, secret: 'of the pool' };
    for (const refused of [withSecret, { ...options, secret: undefined }]) {
      const attempt = insecureExchangeTicket(refused);
      await expect(attempt).rejects.toMatchObject({ code: 'invalid_options' });
      await expect(attempt).rejects.toThrow('must not contain a secret');
    }
    expect(server.received).toHaveLength(0);
  });

  test.each([
    'http://login.example.com',
    'http://localhost.example.com',
    'http://localhost@example.com',
    'http://127.0.0.1.nip.io',
    'http://localhost:4000/path',
    'https://user@login.example.com',
    'https://login.example.com/oauth',
    'https://login.example.com?x',
    'https:\\\\login.example.com',
    'ftp://localhost',
    'login.example.com',
    '',
    undefined,
  ])('rejects the address %j', async (authority) => {
    const options = { authority: authority as string, userPoolId: POOL, ticket };
    await expect(insecureExchangeTicket(options)).rejects.toMatchObject({ code: 'invalid_options' });
  });

  test.each([
    'http://localhost:4000',
    'HTTP://LocalHost:4000/',
    'http://[::1]:4000',
    'https://login.example.com:8443/',
  ])('accepts the address %s', async (authority) => {
    const urls: string[] = [];
    const fetch = ((url: string) => {
      urls.push(new URL(url).href);
      return Promise.resolve(Response.json(USER));
    }) as typeof globalThis.fetch;
    await insecureExchangeTicket({ authority, userPoolId: POOL, ticket, fetch });
    expect(urls).toStrictEqual([`${new URL(authority).origin}/oauth/app2wxapp/auth/${POOL}`]);
  });

  test.each(['', 'a/b', 'a?b', '池'])('rejects the pool %j', async (userPoolId) => {
    await expect(exchange({ status: 200, body: USER }, { userPoolId })).rejects.toMatchObject({
      code: 'invalid_options',
    });
  });

  test('rejects a value that cannot be a ticket', async () => {
    await expect(exchange({ status: 200, body: USER }, { ticket: 'a b' })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});
