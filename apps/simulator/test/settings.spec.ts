import { expect, test } from '@jest/globals';
import { parseSettings } from '../src/settings.js';
import { startSimulator } from '../src/index.js';

test('without any variable it listens on 127.0.0.1:4300 and uses the default addresses of the others', () => {
  expect(parseSettings({})).toEqual({
    host: '127.0.0.1',
    port: 4300,
    miniProgram: {},
    authorityUrl: 'http://localhost:4000',
    backendUrl: 'http://localhost:3000',
    demoPools: [],
    mobileAppId: undefined,
  });
});

test('of the pools only the id and the mode are kept', () => {
  const DEMO_POOLS = JSON.stringify([{ userPoolId: 'a', direct: true, secret: 'not for the page' }]);
  expect(parseSettings({ DEMO_POOLS }).demoPools).toEqual([{ userPoolId: 'a', direct: true, listed: false }]);
});

test.each([
  ['PORT', 'http'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['WECHAT_APP_ID', 'wx123'],
  ['WECHAT_APP_SECRET', 'short'],
  ['MOBILE_APP_ID', 'wx123'],
  ['AUTHORITY_URL', 'localhost:4000'],
  ['BACKEND_URL', 'http://localhost:3000/auth'],
  ['DEMO_POOLS', '{}'],
  ['DEMO_POOLS', 'nonsense'],
  ['DEMO_POOLS', '[{"userPoolId":"a","direct":true,"listed":"yes"}]'],
])('a wrong %s is named: %s', (name, value) => {
  expect(() => parseSettings({ [name]: value })).toThrow(
    expect.objectContaining({ code: 'invalid_options' }),
  );
  expect(() => parseSettings({ [name]: value })).toThrow(name);
});

test('one message lists every mistake, and no values', () => {
  const parse = () => parseSettings({ PORT: 'http', WECHAT_APP_SECRET: 'a-secret', HOST: '' });
  expect(parse).toThrow(
    /^The environment is invalid\. PORT: .+; WECHAT_APP_SECRET: must be 32 hex characters\.$/,
  );
});

test('a port in use is reported in one sentence', async () => {
  const first = await startSimulator();
  try {
    const port = Number(new URL(first.url).port);
    await expect(startSimulator({ port })).rejects.toThrow(
      /^Port \d+ of 127\.0\.0\.1 is taken\. Set PORT or HOST\.$/,
    );
  } finally {
    await first.stop();
  }
});
