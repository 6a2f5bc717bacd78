import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startSimulator, type Simulator } from '../src/index.js';

let now = Date.UTC(2026, 0, 1);
let wechat: Simulator;

beforeEach(async () => {
  wechat = await startSimulator({ clock: () => now });
});
afterEach(() => wechat.stop());

async function code2Session(overrides: Record<string, string> = {}) {
  const { appId, secret } = wechat.miniProgram;
  const query = new URLSearchParams({
    appid: appId,
    secret,
    js_code: 'unknown',
    grant_type: 'authorization_code',
    ...overrides,
  });
  const response = await fetch(`${wechat.url}/sns/jscode2session?${query.toString()}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/plain');
  return (await response.json()) as Record<string, unknown>;
}

test('a login code returns openid, session key and unionid, once', async () => {
  const js_code = wechat.createLoginCode();
  expect(await code2Session({ js_code })).toEqual({
    openid: expect.stringMatching(/^o[\w-]{27}$/),
    session_key: expect.stringMatching(/^[A-Za-z0-9+/]{22}==$/),
    unionid: expect.stringMatching(/^o[\w-]{27}$/),
  });
  expect(await code2Session({ js_code })).toMatchObject({ errcode: 40163 });
});

test('a login code is valid for five minutes and unknown afterwards', async () => {
  const [early, late] = [wechat.createLoginCode(), wechat.createLoginCode()];
  now += 299_999;
  expect(await code2Session({ js_code: early })).toHaveProperty('openid');
  now += 1;
  expect(await code2Session({ js_code: late })).toMatchObject({ errcode: 40029 });
});

test('a used code is unknown, no longer used, after its five minutes', async () => {
  const js_code = wechat.createLoginCode();
  await code2Session({ js_code });
  now += 300_000;
  expect(await code2Session({ js_code })).toMatchObject({ errcode: 40029 });
});

test.each([
  ['an unknown code', { js_code: 'nobody-gave-this' }, 40029],
  ['no code', { js_code: '' }, 41008],
  ['no appid', { appid: '' }, 41002],
  ['no secret', { secret: '' }, 41004],
  ['an unknown appid', { appid: 'wx0000000000000000' }, 40013],
  ['a wrong secret', { secret: 'f'.repeat(32) }, 40125],
  ['another grant type', { grant_type: 'client_credential' }, 40002],
])('%s is rejected with its number and a request id', async (_what, overrides, errcode) => {
  expect(await code2Session(overrides)).toEqual({
    errcode,
    errmsg: expect.stringMatching(/, rid: [\w-]{26}$/),
  });
});

test('a rejected call does not consume the code', async () => {
  const js_code = wechat.createLoginCode();
  await code2Session({ js_code, secret: 'f'.repeat(32) });
  expect(await code2Session({ js_code })).toHaveProperty('openid');
});

test('the code of the phone number button is not a login code', async () => {
  expect(await code2Session({ js_code: wechat.createPhoneCode() })).toMatchObject({ errcode: 40029 });
});

test('one user may log in a hundred times a minute, and again in the next', async () => {
  const openid = 'o-busy-user';
  const login = () => code2Session({ js_code: wechat.createLoginCode({ openid }) });
  for (let count = 0; count < 100; count += 1) expect(await login()).toMatchObject({ openid });
  expect(await login()).toMatchObject({ errcode: 45011 });
  now += 60_000;
  expect(await login()).toMatchObject({ openid });
});

test('only GET is supported', async () => {
  const response = await fetch(`${wechat.url}/sns/jscode2session`, { method: 'POST' });
  expect(await response.json()).toMatchObject({ errcode: 43001 });
});
