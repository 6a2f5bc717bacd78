import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startSimulator, type Simulator } from '../src/index.js';

let wechat: Simulator;

beforeEach(async () => {
  wechat = await startSimulator();
});
afterEach(() => wechat.stop());

async function send(method: string, path: string, body?: unknown) {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(wechat.url + path, { method, headers, ...json });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function session(code: string, program = wechat.miniProgram) {
  const { appId, secret } = program;
  const response = await fetch(
    `${wechat.url}/sns/jscode2session?appid=${appId}&secret=${secret}&js_code=${code}&grant_type=authorization_code`,
  );
  return (await response.json()) as Record<string, unknown>;
}

test('without an openid each login code belongs to a new user', async () => {
  const [one, two] = [
    await send('POST', '/__simulator/login-codes'),
    await send('POST', '/__simulator/login-codes', {}),
  ];
  expect([one.status, two.status]).toEqual([201, 201]);
  expect((await session(String(one.body.code))).openid).toBe(one.body.openid);
  expect(one.body.openid).not.toBe(two.body.openid);
});

test('with an openid the login code belongs to that user, known or not', async () => {
  const openid = 'o-somebody';
  const { body } = await send('POST', '/__simulator/login-codes', { openid });
  const again = await send('POST', '/__simulator/login-codes', { openid });
  const [first, second] = [await session(String(body.code)), await session(String(again.body.code))];
  expect(first).toMatchObject({ openid });
  expect(second.unionid).toBe(first.unionid);
});

test('a person has one unionid and another openid in every mini program of an Open Platform account', async () => {
  const second = (await send('POST', '/__simulator/mini-programs', {}))
    .body as unknown as typeof wechat.miniProgram;
  const alone = (await send('POST', '/__simulator/mini-programs', { openPlatform: null }))
    .body as unknown as typeof wechat.miniProgram;
  const users = (await send('GET', '/__simulator/users')).body.users as { openids: Record<string, string> }[];
  const openids = users[0]?.openids ?? {};
  const login = async (program: typeof wechat.miniProgram) => {
    const { appId } = program;
    return session(wechat.createLoginCode({ appId, openid: openids[appId] }), program);
  };
  const answers = [await login(wechat.miniProgram), await login(second), await login(alone)];
  expect(new Set(answers.map(({ openid }) => openid)).size).toBe(3);
  expect(answers[0]?.unionid).toBe(answers[1]?.unionid);
  expect(answers[2]).not.toHaveProperty('unionid');
});

test('the list of mini programs contains no secret', async () => {
  const { body } = await send('GET', '/__simulator/mini-programs');
  expect(JSON.stringify(body)).toContain(wechat.miniProgram.appId);
  expect(JSON.stringify(body)).not.toContain(wechat.miniProgram.secret);
});

test('a new user gets the name and number that were asked for', async () => {
  const asked = { nickname: 'Ida', purePhoneNumber: '40012345', countryCode: '45' };
  expect((await send('POST', '/__simulator/users', asked)).body).toMatchObject(asked);
});

test('people keep their openid when the simulator is started again', async () => {
  const list = async (url: string) =>
    (await (await fetch(`${url}/__simulator/users`)).json()) as {
      users: { openids: Record<string, string> }[];
    };
  const { appId } = wechat.miniProgram;
  const other = await startSimulator({ miniProgram: { appId } });
  try {
    expect((await list(other.url)).users).toEqual((await list(wechat.url)).users);
  } finally {
    await other.stop();
  }
});

test('a user named by an openid has the same unionid when the simulator is started again', async () => {
  const openid = 'o-named';
  const first = await session(wechat.createLoginCode({ openid }));
  await wechat.stop();
  wechat = await startSimulator({ miniProgram: wechat.miniProgram });
  expect((await session(wechat.createLoginCode({ openid }))).unionid).toBe(first.unionid);
});

test.each([
  ['an unknown appId', { appId: 'wx0000000000000000' }],
  ['an unknown field', { openId: 'o-misspelt' }],
  ['an openid that is no string', { openid: 5 }],
  ['an array', []],
])('%s is rejected with 400', async (_what, body) => {
  expect((await send('POST', '/__simulator/login-codes', body)).status).toBe(400);
});

test('both health addresses respond, and the configuration contains no secret', async () => {
  expect((await send('GET', '/health/live')).status).toBe(200);
  expect((await send('GET', '/health/ready')).status).toBe(200);
  const { body } = await send('GET', '/config.json');
  expect(body).toMatchObject({
    authority: 'http://localhost:4000',
    backend: 'http://localhost:3000',
    pools: [],
  });
  expect(JSON.stringify(body)).not.toContain(wechat.miniProgram.secret);
});

test('an address that WeChat does not have is a 404 in JSON', async () => {
  expect((await send('GET', '/cgi-bin/nothing')).status).toBe(404);
});
