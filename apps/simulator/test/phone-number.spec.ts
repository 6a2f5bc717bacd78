import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startSimulator, type Simulator } from '../src/index.js';

let now = Date.UTC(2026, 0, 1);
let wechat: Simulator;

beforeEach(async () => {
  wechat = await startSimulator({ clock: () => now });
});
afterEach(() => wechat.stop());

async function post(path: string, body: unknown): Promise<Record<string, unknown>> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(wechat.url + path, { method: 'POST', body: text });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

async function stableToken(overrides: Record<string, unknown> = {}) {
  const { appId: appid, secret } = wechat.miniProgram;
  return post('/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret, ...overrides });
}

async function phone(token: unknown, body: unknown) {
  return post(`/wxa/business/getuserphonenumber?access_token=${String(token)}`, body);
}

test('a token stays the same until its last five minutes, in which the old one still works', async () => {
  const first = await stableToken();
  expect(first).toEqual({ access_token: expect.stringMatching(/^\w{512}$/), expires_in: 7200 });
  now += 6_900_000;
  expect(await stableToken()).toEqual({ access_token: first.access_token, expires_in: 300 });
  now += 1000;
  const second = await stableToken();
  expect(second).not.toEqual(first);
  expect(second.expires_in).toBe(7200);
  const code = wechat.createPhoneCode();
  expect(await phone(first.access_token, { code })).toMatchObject({ errcode: 0 });
  now += 299_000;
  expect(await phone(first.access_token, { code })).toMatchObject({ errcode: 42001 });
});

test('a forced token invalidates the old one, at most every thirty seconds and twenty times a day', async () => {
  const first = await stableToken();
  const forced = await stableToken({ force_refresh: true });
  expect(forced.access_token).not.toBe(first.access_token);
  expect(await phone(first.access_token, { code: 'x' })).toMatchObject({ errcode: 42001 });
  expect((await stableToken({ force_refresh: true })).access_token).toBe(forced.access_token);
  for (let count = 1; count < 20; count += 1) {
    now += 30_000;
    expect(await stableToken({ force_refresh: true })).toHaveProperty('access_token');
  }
  now += 30_000;
  expect(await stableToken({ force_refresh: true })).toMatchObject({ errcode: 45009 });
});

test.each([
  ['an unknown appid', { appid: 'wx0000000000000000' }, 40013],
  ['a wrong secret', { secret: 'f'.repeat(32) }, 40125],
  ['another grant type', { grant_type: 'authorization_code' }, 40002],
])('no token for %s', async (_what, overrides, errcode) => {
  expect(await stableToken(overrides)).toMatchObject({ errcode });
});

test.each([['not JSON'], ['null'], ['12']])('a body that is %s is a data format error', async (body) => {
  expect(await post('/cgi-bin/stable_token', body)).toMatchObject({ errcode: 47001 });
});

test('a phone code returns the number with its watermark, once, whatever content type was sent', async () => {
  const { access_token } = await stableToken();
  const openid = 'o-with-phone';
  const code = wechat.createPhoneCode({ openid });
  const answer = await phone(access_token, { code, openid });
  expect(answer).toEqual({
    errcode: 0,
    errmsg: 'ok',
    phone_info: {
      phoneNumber: expect.stringMatching(/^1\d{10}$/),
      purePhoneNumber: expect.stringMatching(/^1\d{10}$/),
      countryCode: '86',
      watermark: { timestamp: Math.floor(now / 1000), appid: wechat.miniProgram.appId },
    },
  });
  expect(await phone(access_token, { code, openid })).toMatchObject({ errcode: 40029 });
});

test('a phone code is rejected for another user, and is not consumed by that', async () => {
  const { access_token } = await stableToken();
  const code = wechat.createPhoneCode({ openid: 'o-owner' });
  expect(await phone(access_token, { code, openid: 'o-thief' })).toMatchObject({ errcode: 40029 });
  expect(await phone(access_token, { code, openid: 'o-owner' })).toMatchObject({ errcode: 0 });
});

test('the code of wx.login is not a phone code, and a phone code expires after five minutes', async () => {
  const { access_token } = await stableToken();
  expect(await phone(access_token, { code: wechat.createLoginCode() })).toMatchObject({ errcode: 40029 });
  const code = wechat.createPhoneCode();
  now += 300_000;
  expect(await phone(access_token, { code })).toMatchObject({ errcode: 40029 });
});

test('a missing, unknown or foreign access token is distinguished', async () => {
  const code = wechat.createPhoneCode();
  expect(await phone('', { code })).toMatchObject({ errcode: 41001 });
  expect(await phone('nobody-issued-this', { code })).toMatchObject({ errcode: 40001 });
  const other = (await (
    await fetch(`${wechat.url}/__simulator/mini-programs`, { method: 'POST' })
  ).json()) as { appId: string; secret: string };
  const { access_token } = await stableToken({ appid: other.appId, secret: other.secret });
  expect(await phone(access_token, { code })).toMatchObject({ errcode: 40013 });
});

test('a session key is verified by its signature of an empty text', async () => {
  const { access_token } = await stableToken();
  const { appId, secret } = wechat.miniProgram;
  const session = (await (
    await fetch(
      `${wechat.url}/sns/jscode2session?appid=${appId}&secret=${secret}&js_code=${wechat.createLoginCode()}`,
    )
  ).json()) as { openid: string; session_key: string };
  const check = async (key: string) => {
    const signature = createHmac('sha256', key).update('').digest('hex');
    const query = `access_token=${String(access_token)}&openid=${session.openid}&signature=${signature}&sig_method=hmac_sha256`;
    return (await fetch(`${wechat.url}/wxa/checksession?${query}`)).json() as Promise<object>;
  };
  expect(await check(session.session_key)).toEqual({ errcode: 0, errmsg: 'ok' });
  expect(await check('another')).toMatchObject({ errcode: 87009 });
});
