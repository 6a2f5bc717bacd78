import { isApp2WxappError } from '@app2wxapp/core';
import { describeParsers } from '@app2wxapp/test-environment/edges';
import { readOwnApp } from '../page/src/own-app/own-app.js';
import { readErrcode } from '../page/src/wires/read-errcode.js';
import { splitSecrets } from '../page/src/wires/secrets.js';
import { readOwnBackend } from '../src/http/own-app-routes.js';
import { parseSettings } from '../src/settings.js';

const POOL = 'a'.repeat(24);
const APP = `wx${'0'.repeat(16)}`;
const URL_PIECES = ['https://a.example', 'http://', 'a', ':', '/', '@', '%', '?', '#'];
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  PORT: ['0', '43', '-', '.', 'e'],
  WECHAT_APP_ID: [APP, 'wx', '0'],
  WECHAT_APP_SECRET: ['0'.repeat(32), 'a', 'g'],
  AUTHORITY_URL: URL_PIECES,
  DEMO_POOLS: [`[{"userPoolId":"${POOL}","direct":false}]`, '[', ']', '{', '}', '"', ',', ':'],
};

describeParsers(
  'the parsers of the simulator take any text, and time that grows with its length only',
  {
    ...Object.fromEntries(
      Object.entries(SETTINGS).map(
        ([name, pieces]) => [name, [(text) => parseSettings({ [name]: text }), pieces]] as const,
      ),
    ),
    'the address of the page': [
      readOwnApp,
      [
        '?',
        '&',
        '=',
        'pool',
        'backend',
        'appid',
        ...URL_PIECES,
        `?pool=${POOL}&backend=https://a.example&appid=${APP}`,
      ],
    ],
    'the backend of the address': [(backend) => readOwnBackend({ backend }), URL_PIECES],
    'a refusal of WeChat': [
      (received) => readErrcode({ to: 'weixin', received }),
      ['{', '}', '"errcode":', '40029', '[', ']', '"', '{"errcode":40029}'],
    ],
    'secrets on a wire': [
      splitSecrets,
      ['{', '"ticket"', ':', ' ', '"', '\\', 'Bearer ', '?ticket=', '&', '=', 'a', '\n', '{"token":"t"}'],
    ],
  },
  isApp2WxappError,
);
