import { isApp2WxappError } from '@app2wxapp/core';
import { describeParsers, type EdgeParser } from '@app2wxapp/test-environment/edges';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parseAddress, readClientAddress } from '../../src/config/client-address.js';
import { listServers, nameServer } from '../../src/config/database-url.js';
import { parseSettings, SETTING_NAMES } from '../../src/config/settings.js';
import { parseTrustedProxies } from '../../src/config/trusted-proxies.js';
import { EventQuery } from '../../src/events/event-schemas.js';
import { ExchangeBody, IdempotencyKey, IssueBody } from '../../src/logins/login-schemas.js';
import { SessionCookie } from '../../src/operators/session-cookie.js';
import { Page } from '../../src/paging/page.js';
import { ExpectedVersion } from '../../src/pools/pool-version.js';

const ADDRESSES = [
  ...['203.0.113.9', '::1', '::ffff:', '64:ff9b::', '[', ']', ':80', '%eth0', '.', ':', '0', 'f', ' ', ','],
  ...['2001:db8::1', '[::1]:80', '010', '0x'],
];
const CURSOR = '["2026-11-28T00:00:00.000Z","a"]';
const URLS = [
  ...['https://', 'a.example', ':', '@', '/', '?', '#', '%', ',', '[::1]', ' '],
  ...['https://login.example.com', 'redis://u:p@h:6379/0', '?sslmode=require'],
];
const ANY = ['1', '0', '-', 'e', 'true', 'info', 'a', ' ', 'A'.repeat(43), `${'A'.repeat(43)}=`];
const cookie = new SessionCookie(() => 'http://localhost:4000');
const requestOf = (headers: FastifyRequest['headers']) => ({ headers, protocol: 'http' }) as FastifyRequest;
const APP_ID = 'wx00000000000000aa';
const isCoded = (error: unknown) => isApp2WxappError(error) || error instanceof z.ZodError;

describeParsers(
  'the parsers of the authority take any text, and time that grows with its length only',
  {
    'an address that a proxy forwards': [parseAddress, ADDRESSES],
    'the address of a request': [
      (ip) => readClientAddress({ ip, userAddress: null, socket: { remoteAddress: '::1' } }),
      ADDRESSES,
    ],
    'the proxies to trust': [
      (text) => {
        const trusts = parseTrustedProxies(text);
        return typeof trusts === 'function' && trusts('203.0.113.9', 0);
      },
      [...ADDRESSES, '10.0.0.0/8', '/', '::/0', 'false', '2001:db8::/32', '10.0.0.0/8,192.0.2.7'],
    ],
    'a forwarded address among proxies': [
      (text) => {
        const trusts = parseTrustedProxies('10.0.0.0/8,2001:db8::/32');
        return typeof trusts === 'function' && trusts(text, 1);
      },
      ADDRESSES,
    ],
    'a cursor': [
      (cursor) => new Page({ cursor, limit: 1 }),
      ['W', 'a', '-', '_', '=', Buffer.from(CURSOR).toString('base64url')],
    ],
    'what a cursor holds': [
      (text) => new Page({ cursor: Buffer.from(text).toString('base64url'), limit: 1 }),
      ['[', ']', '"', ',', '2026-11-28', '0000', '+275760-09-13', 'T00:00:00', 'Z', 'a', '0', CURSOR],
    ],
    'a cookie': [
      (header) => cookie.read(requestOf({ cookie: header })),
      ['app2wxapp_operator=', 'x', ';', '=', ' ', '%', '"', '__proto__=', 'app2wxapp_operator=x; a=b'],
    ],
    'If-Match': [
      (header) => new ExpectedVersion(header).check('v'),
      ['"v"', 'W/', ',', ' ', '"', '*', '\t', '"a","v"'],
    ],
    'Idempotency-Key': [(header) => IdempotencyKey.parse(header), ['k', ' ', '!', '~']],
    'the query of events': [
      (search) => EventQuery.parse(Object.fromEntries(new URLSearchParams(search))),
      [
        ...[
          '&',
          '=',
          'type',
          'reason',
          'detail',
          'requestId',
          'from',
          'to',
          'limit',
          '2026-11-28',
          '-',
          '1',
          '%',
        ],
        'type=issued&reason=a&from=2026-11-28T00:00:00Z&limit=50',
      ],
    ],
    'the body of the mini program': [
      (text) =>
        IssueBody.parse({
          loginCode: text,
          phoneCode: text,
          scene: 1069,
          sourceAppId: text,
          profile: { nickname: text },
        }),
      ['a', ' ', '中', '\u202e', '-', '_'],
    ],
    'the body of an exchange': [
      (text) => ExchangeBody.parse({ ticket: text, codeVerifier: text.slice(0, 128) }),
      ['a', '~', '.', ' ', 'v'.repeat(43)],
    ],
    ...Object.fromEntries(SETTING_NAMES.map((name): [string, EdgeParser] => [name, readSetting(name)])),
  },
  isCoded,
);

/** One variable of the environment, and what is made of it at the start. */
function readSetting(name: string): EdgeParser {
  const beside = name === 'DATABASE_URL' ? { MASTER_KEY: Buffer.alloc(32).toString('base64') } : {};
  const pair = { WECHAT_APP_ID: 'WECHAT_APP_SECRET', WECHAT_APP_SECRET: 'WECHAT_APP_ID' }[name];
  const parse = (text: string) => {
    const settings = parseSettings({ ...beside, ...(pair && { [pair]: APP_ID }), [name]: text });
    const { DATABASE_URL } = settings;
    return DATABASE_URL === undefined ? settings : listServers(DATABASE_URL).map(nameServer);
  };
  return [
    parse,
    [
      ...(name.endsWith('_URL') ? URLS : name === 'WECHAT_APP_ID' ? [APP_ID, 'wx', '0'] : ANY),
      ...(name === 'TRUST_PROXY' ? ['10.0.0.0/8'] : []),
      '',
      ...(name === 'DATABASE_URL'
        ? ['postgres://u:p@h:5432/d', 'postgres://a,b:1/d', '?host=', 'postgres:']
        : []),
    ],
  ];
}
