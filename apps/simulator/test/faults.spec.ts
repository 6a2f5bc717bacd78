import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startSimulator, type FaultKind, type Simulator } from '../src/index.js';

let wechat: Simulator;

beforeEach(async () => {
  wechat = await startSimulator();
});
afterEach(() => wechat.stop());

function login(js_code = wechat.createLoginCode()): Promise<Response> {
  const { appId, secret } = wechat.miniProgram;
  return fetch(
    `${wechat.url}/sns/jscode2session?appid=${appId}&secret=${secret}&js_code=${js_code}&grant_type=authorization_code`,
  );
}

test.each<[FaultKind, number]>([
  ['busy', -1],
  ['invalid-code', 40029],
  ['used-code', 40163],
  ['risky-user', 40226],
  ['minute-quota', 45011],
  ['wrong-app-id', 40013],
  ['wrong-secret', 40125],
  ['address-not-listed', 40164],
  ['secret-frozen', 40243],
  ['no-permission', 48001],
])('switched on once, "%s" rejects one call with %d and leaves its code valid', async (kind, errcode) => {
  wechat.setFaults({ kind, api: 'code2Session', times: 1 });
  const code = wechat.createLoginCode();
  expect(await (await login(code)).json()).toMatchObject({ errcode });
  expect(await (await login(code)).json()).toHaveProperty('openid');
});

test('a fault of another call does not affect this one', async () => {
  wechat.setFaults({ kind: 'busy', api: 'stableToken' });
  expect(await (await login()).json()).toHaveProperty('openid');
});

test('a cut connection leaves the code valid; a lost response has consumed it', async () => {
  const code = wechat.createLoginCode();
  wechat.setFaults({ kind: 'cut', times: 1 });
  await expect(login(code)).rejects.toThrow('fetch failed');
  wechat.setFaults({ kind: 'answer-lost', times: 1 });
  await expect(login(code)).rejects.toThrow('fetch failed');
  expect(await (await login(code)).json()).toMatchObject({ errcode: 40163 });
});

test('a slow response is the same response later', async () => {
  wechat.setFaults({ kind: 'slow', delayMs: 50 });
  const before = performance.now();
  expect(await (await login()).json()).toHaveProperty('openid');
  expect(performance.now() - before).toBeGreaterThanOrEqual(45);
});

test('responses can come with the wrong content type, from a proxy, or without a unionid', async () => {
  wechat.setFaults({ kind: 'wrong-content-type' });
  const odd = await login();
  expect(odd.headers.get('content-type')).toContain('text/html');
  expect(await odd.json()).toHaveProperty('openid');
  wechat.setFaults({ kind: 'bad-gateway' });
  expect((await login()).status).toBe(502);
  wechat.setFaults({ kind: 'no-unionid' });
  expect(await (await login()).json()).not.toHaveProperty('unionid');
});

test('over HTTP faults are listed, replaced and switched off', async () => {
  const put = (faults: unknown) =>
    fetch(`${wechat.url}/__simulator/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ faults }),
    });
  expect(await (await put([{ kind: 'busy', times: 2 }])).json()).toEqual({
    faults: [{ kind: 'busy', times: 2 }],
  });
  await login();
  expect(await (await fetch(`${wechat.url}/__simulator/faults`)).json()).toEqual({
    faults: [{ kind: 'busy', times: 1 }],
  });
  expect((await put([{ kind: 'no-such-fault' }])).status).toBe(400);
  expect(await (await put([])).json()).toEqual({ faults: [] });
  expect(await (await login()).json()).toHaveProperty('openid');
});
