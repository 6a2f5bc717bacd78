import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { readOwnApp } from '../page/src/own-app/own-app.js';
import { readOwnBackend } from '../src/http/own-app-routes.js';
import { startSimulator, type Simulator } from '../src/index.js';

const POOL = '0123456789abcdef01234567';
let wechat: Simulator | undefined;
let authority: Server | undefined;

afterEach(async () => {
  await wechat?.stop();
  authority?.closeAllConnections();
  authority?.close();
});

test('the address names pool, backend, app and mini program', () => {
  const address = `?pool=${POOL}&backend=https%3A%2F%2Fapi.example.com&appid=wx0123456789abcdef&miniprogram=wxfedcba9876543210&lang=en`;
  expect(readOwnApp(address)).toEqual({
    app: {
      pool: POOL,
      backend: 'https://api.example.com',
      appid: 'wx0123456789abcdef',
      miniprogram: 'wxfedcba9876543210',
    },
  });
  expect(readOwnApp(`?pool=${POOL}`)).toEqual({ app: { pool: POOL } });
});

test('without a pool there is no own app', () => {
  expect(readOwnApp('?backend=https%3A%2F%2Fapi.example.com')).toBeUndefined();
});

test.each([
  [{ pool: 'x' }, ['pool']],
  [{ pool: POOL, backend: 'https://api.example.com/path' }, ['backend']],
  [{ pool: POOL, backend: 'javascript:alert(1)' }, ['backend']],
  [{ pool: POOL, appid: 'wx1', miniprogram: '' }, ['appid', 'miniprogram']],
])('of %j, %j are named as wrong', (query: Record<string, string>, invalid) => {
  expect(readOwnApp(`?${new URLSearchParams(query)}`)).toEqual({ invalid });
});

test.each([
  ['https://api.example.com', 'https://api.example.com'],
  ["https://a.example; script-src 'unsafe-inline'", undefined],
  ['https://a.example/ *', undefined],
  ['data:text/html,x', undefined],
  [undefined, undefined],
])('of %p the policy of the page gets %p', (backend, origin) => {
  expect(readOwnBackend({ backend })).toBe(origin);
});

async function startBeside(answer: RequestListener): Promise<Simulator> {
  authority = createServer(answer).listen(0, '127.0.0.1');
  await once(authority, 'listening');
  const { port } = authority.address() as AddressInfo;
  wechat = await startSimulator({ authorityUrl: `http://127.0.0.1:${port}` });
  return wechat;
}

const look = async ({ url }: Simulator, id: string) => {
  const response = await fetch(`${url}/__simulator/pools/${id}`);
  return { status: response.status, body: (await response.json()) as unknown };
};

test.each([
  ['allowed', 200, true],
  ['unlisted', 200, false],
  ['unknown', 404, false],
  ['silent', 500, false],
] as const)('a pool is reported as %s', async (status, code, isAllowed) => {
  const simulator = await startBeside((request, response) => {
    const allow = isAllowed ? { 'access-control-allow-origin': request.headers.origin } : {};
    response.writeHead(code, allow).end('{"name":"n"}');
  });
  expect((await look(simulator, POOL)).body).toMatchObject({ status });
});

test('an authority that is down is silent, and a malformed id is rejected without a request', async () => {
  let requests = 0;
  const simulator = await startBeside((_request, response) => {
    requests += 1;
    response.destroy();
  });
  expect((await look(simulator, '..%2Fadmin')).status).toBe(400);
  expect(requests).toBe(0);
  expect((await look(simulator, POOL)).body).toEqual({ status: 'silent' });
});

test('a mini program without a secret adopts the first presented one, and no other', async () => {
  wechat = await startSimulator();
  const { url } = wechat;
  const appId = 'wx00000000000000c3';
  await fetch(`${url}/__simulator/mini-programs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ appId, adoptSecret: true }),
  });
  const ask = async (secret: string) => {
    const body = JSON.stringify({ grant_type: 'client_credential', appid: appId, secret });
    const response = await fetch(`${url}/cgi-bin/stable_token`, { method: 'POST', body });
    return (await response.json()) as { errcode?: number };
  };
  expect(await ask('short')).toMatchObject({ errcode: 40125 });
  expect((await ask('c'.repeat(32))).errcode).toBeUndefined();
  expect(await ask('d'.repeat(32))).toMatchObject({ errcode: 40125 });
  expect((await ask('c'.repeat(32))).errcode).toBeUndefined();
});
