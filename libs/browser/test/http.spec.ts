import { afterEach, describe, expect, test } from '@jest/globals';
import { postJson, type Fetch } from '../src/http.js';
import { startLoopbackServer, type LoopbackServer, type Reply } from './loopback-server.js';

const servers: LoopbackServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function start(reply: Reply): Promise<LoopbackServer> {
  const server = await startLoopbackServer(() => reply);
  servers.push(server);
  return server;
}

/** As React Native's: follows every redirect, whatever `redirect` says, and has no `redirected`. */
const followingFetch = (async (url: string, init: RequestInit) => {
  const response = await globalThis.fetch(url, { ...init, redirect: 'follow' });
  return { status: response.status, url: response.url, text: () => response.text() };
}) as unknown as Fetch;

/** A platform that answers as if from `url`. */
const answerFrom = (url: unknown, more: object = {}) =>
  (() =>
    Promise.resolve({ status: 200, text: () => Promise.resolve('{}'), url, ...more })) as unknown as Fetch;

describe('a request', () => {
  test('has the address as a string and a plain object, which every platform understands', async () => {
    const calls: unknown[][] = [];
    const fetch = ((...call: unknown[]) => {
      calls.push(call);
      return Promise.resolve(Response.json({}));
    }) as Fetch;
    await postJson('https://api.example.com/auth', { a: 1 }, { fetch });
    expect(calls).toEqual([
      [
        'https://api.example.com/auth',
        {
          method: 'POST',
          headers: { accept: 'application/json', 'content-type': 'application/json' },
          body: '{"a":1}',
          redirect: 'error',
          credentials: 'omit',
          signal: expect.any(AbortSignal),
        },
      ],
    ]);
  });

  test.each([
    ['with its status', { status: 307, url: '' }],
    ['opaque', { status: 0, url: '', type: 'opaqueredirect' }],
  ])('rejects a redirect that the platform returns %s', async (_how, { url, ...answer }) => {
    const attempt = postJson('https://api.example.com/auth', {}, { fetch: answerFrom(url, answer) });
    await expect(attempt).rejects.toMatchObject({ code: 'network_error' });
  });

  test.each([NaN, Infinity, -1, 2 ** 31])('rejects a time limit of %s', async (timeoutMs) => {
    const fetch = answerFrom('');
    await expect(postJson('https://api.example.com/auth', {}, { fetch, timeoutMs })).rejects.toMatchObject({
      code: 'invalid_options',
    });
  });

  test('reports a platform without fetch', async () => {
    const { fetch } = globalThis;
    Object.assign(globalThis, { fetch: undefined });
    const attempt = postJson('https://api.example.com/auth', {});
    Object.assign(globalThis, { fetch });
    await expect(attempt).rejects.toMatchObject({ code: 'invalid_options' });
  });
});

describe.each([
  ['a fetch that obeys', undefined],
  ['a fetch that follows every redirect', followingFetch],
])('by %s', (_, fetch) => {
  test.each([301, 302, 303, 307, 308])(
    'the response behind a %d to another server is rejected',
    async (status) => {
      const other = await start({ status: 200, body: { token: 'of the other server' } });
      const { origin } = await start({ status, body: '', location: `${other.origin}/auth` });
      const attempt = postJson(`${origin}/auth`, { ticket: 't' }, { fetch });
      await expect(attempt).rejects.toMatchObject({ code: 'network_error' });
    },
  );

  test('the response of the requested address is read', async () => {
    const { origin } = await start({ status: 200, body: { token: 't' } });
    const answer = await postJson(`${origin}/auth`, {}, { fetch });
    expect(answer).toEqual({ status: 200, text: '{"token":"t"}' });
  });
});

describe('the address of a response', () => {
  const post = (asked: string, fetch: Fetch) => postJson(asked, {}, { fetch });

  test.each([
    ['https://api.example.com/auth', 'https://api.example.com/auth'],
    ['https://API.example.com:443/auth', 'https://api.example.com/auth'],
    ['https://api.example.com/auth', 'https://api.example.com:443/auth'],
    ['http://localhost:80/auth', 'http://localhost/auth'],
    ['https://api.example.com/auth', ''],
    ['https://api.example.com/auth', undefined],
    ['https://api.example.com/auth', null],
  ])('requested at %s may be %j', async (asked, url) => {
    await expect(post(asked, answerFrom(url))).resolves.toMatchObject({ status: 200 });
  });

  test.each([
    'https://evil.example/auth',
    'http://api.example.com/auth',
    'https://api.example.com:8443/auth',
    'https://api.example.com/other',
    'https://api.example.com/auth/',
    'https://api.example.com.evil.example/auth',
  ])('requested at https://api.example.com/auth must not be %s', async (url) => {
    const attempt = post('https://api.example.com/auth', answerFrom(url));
    await expect(attempt).rejects.toMatchObject({ code: 'network_error' });
  });

  test('must not be one that the platform marks as redirected', async () => {
    const attempt = post('https://api.example.com/auth', answerFrom('', { redirected: true }));
    await expect(attempt).rejects.toMatchObject({ code: 'network_error' });
  });
});
