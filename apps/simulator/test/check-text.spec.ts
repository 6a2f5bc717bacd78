import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startSimulator, type Simulator } from '../src/index.js';

let wechat: Simulator;
let accessToken: string;
const OPENID = 'o-alice';

beforeEach(async () => {
  wechat = await startSimulator();
  const { appId: appid, secret } = wechat.miniProgram;
  const js_code = wechat.createLoginCode({ openid: OPENID });
  await fetch(`${wechat.url}/sns/jscode2session?${new URLSearchParams({ appid, secret, js_code })}`);
  const body = { grant_type: 'client_credential', appid, secret };
  ({ access_token: accessToken } = (await post('/cgi-bin/stable_token', body)) as { access_token: string });
});
afterEach(() => wechat.stop());

async function post(path: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(wechat.url + path, { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}

const check = (content: unknown, changes: object = {}) =>
  post(`/wxa/msg_sec_check?access_token=${accessToken}`, {
    version: 2,
    scene: 1,
    openid: OPENID,
    content,
    ...changes,
  });

test('a text passes, and the sample from WeChat’s page is risky', async () => {
  expect(await check('小明')).toMatchObject({ errcode: 0, result: { suggest: 'pass', label: 100 } });
  const sample = '特3456书yuuo莞6543李zxcz蒜7782法fgnv级';
  expect(await check(sample)).toMatchObject({ errcode: 0, result: { suggest: 'risky', label: 20_006 } });
});

test.each([
  ['a user who was not here', '小明', { openid: 'o-nobody' }, 40003],
  ['a scene that is none', '小明', { scene: 5 }, 40129],
  ['no text', '', {}, 44002],
  ['too long a text', 'x'.repeat(2501), {}, 40097],
  ['the former version', '小明', { version: 1 }, 40097],
])('%s is rejected', async (_name, content, changes, errcode) => {
  expect(await check(content, changes)).toMatchObject({ errcode });
});

test('another access token is rejected', async () => {
  accessToken = 'another';
  expect(await check('小明')).toMatchObject({ errcode: 40001 });
});

test.each([
  ['risky-text', 'risky'],
  ['doubtful-text', 'review'],
] as const)('switched on, "%s" has any text judged as %s', async (kind, suggest) => {
  wechat.setFaults({ kind, api: 'checkText', times: 1 });
  expect(await check('小明')).toMatchObject({ result: { suggest } });
  expect(await check('小明')).toMatchObject({ result: { suggest: 'pass' } });
});
