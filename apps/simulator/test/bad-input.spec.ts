import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startSimulator, type Simulator } from '../src/index.js';

let wechat: Simulator;

beforeAll(async () => {
  wechat = await startSimulator();
});
afterAll(() => wechat.stop());

test.each([
  ['appid', 'an unknown appid of 10 kB', 'x'.repeat(10_000), 40013],
  ['secret', 'a secret in Chinese', '密钥', 40125],
  ['js_code', 'a code with an ampersand', '%26&a=b', 40029],
])('%s: %s is rejected as WeChat does', async (name, _what, value, errcode) => {
  const { appId, secret } = wechat.miniProgram;
  const query = new URLSearchParams({ appid: appId, secret, js_code: 'none', [name]: value });
  const response = await fetch(`${wechat.url}/sns/jscode2session?${query.toString()}`);
  expect(await response.json()).toMatchObject({ errcode });
});

test('a repeated parameter counts as missing', async () => {
  const { appId, secret } = wechat.miniProgram;
  const response = await fetch(
    `${wechat.url}/sns/jscode2session?appid=${appId}&appid=${appId}&secret=${secret}`,
  );
  expect(await response.json()).toMatchObject({ errcode: 41002 });
});

test.each([
  ['a body that is too large', '/cgi-bin/stable_token', 'x'.repeat(2_000_000), 413],
  ['a body that is no JSON', '/__simulator/login-codes', '{', 400],
  ['a body that is too large for a control', '/__simulator/login-codes', 'x'.repeat(2_000_000), 413],
  ['a telephone number with letters', '/__simulator/users', '{"purePhoneNumber":"call me"}', 400],
])('%s gets one message and no stack trace', async (_what, path, body, status) => {
  const response = await fetch(wechat.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ message: expect.stringMatching(/^[^\n]{5,200}$/) });
});

test('one user among thousands is found', async () => {
  for (let count = 0; count < 5_000; count += 1) wechat.createLoginCode();
  const openid = 'o-the-last-one';
  const code = wechat.createLoginCode({ openid });
  const { appId, secret } = wechat.miniProgram;
  const answer = await fetch(
    `${wechat.url}/sns/jscode2session?appid=${appId}&secret=${secret}&js_code=${code}`,
  );
  expect(await answer.json()).toMatchObject({ openid });
});
