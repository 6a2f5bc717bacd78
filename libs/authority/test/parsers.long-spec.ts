import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { isApp2WxappError } from '@app2wxapp/core';
import { describeParsers } from '@app2wxapp/test-environment/edges';
import {
  createAvatarTickets,
  introspectToken,
  parsePicture,
  readClientCredentials,
  verifySessionToken,
  type SessionStore,
  type TokenDependencies,
} from '../src/index.js';
import { createPool } from './rules.js';

const NOW_SECONDS = 1_767_323_045;
const ISSUER = 'https://authority.example';
const ACCOUNT = '0'.repeat(24);
const POOL_KEY = Buffer.alloc(32, 7);
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const es256 = createPool({});
const hs256 = createPool({ tokenFormat: 'HS256' });

const clock = { now: () => NOW_SECONDS * 1000 };
const dependencies: TokenDependencies = {
  keys: {
    findPoolKey: async () => POOL_KEY,
    findPublicKey: async (kid) => (kid === 'k' ? pair.publicKey : undefined),
  },
  sessions: {
    isSessionActive: async () => true,
    isAccountActive: async () => true,
  } as Partial<SessionStore> as SessionStore,
  clock,
  issuer: () => ISSUER,
};
const avatarTickets = createAvatarTickets(Buffer.alloc(32, 1), clock);

const encode = (text: string) => Buffer.from(text).toString('base64url');
/** What any holder of the pool's key can sign. */
function signByPool(header: string, payload: string): string {
  const text = `${encode(header)}.${encode(payload)}`;
  return `${text}.${createHmac('sha256', POOL_KEY).update(text).digest('base64url')}`;
}
function signByAuthority(header: string, payload: string): string {
  const text = `${encode(header)}.${encode(payload)}`;
  const signature = sign('sha256', Buffer.from(text), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

const data = (clientId: string) => ({ id: ACCOUNT, unionid: null, clientId });
const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 60 };
const HEADERS = { HS256: '{"alg":"HS256"}', ES256: '{"alg":"ES256","typ":"JWT","kid":"k"}' };
const PAYLOADS = {
  HS256: JSON.stringify({ data: data(hs256.id), ...times }),
  ES256: JSON.stringify({ data: data(es256.id), iss: ISSUER, aud: es256.id, sid: 's', ...times }),
};
const JSON_PIECES = ['{', '}', '"', ':', ',', '[', ']', '1', '-', 'e9', ' ', '"iat":', '"exp":', '"data":'];
const HEADER_PIECES = [...JSON_PIECES, '"alg":', '"crit":', '"b64":false', '"none"', '"zip":"DEF"'];

describeParsers(
  'the parsers of the rules of tickets take any text, and time that grows with its length only',
  {
    'Basic credentials': [
      (text) => readClientCredentials(text),
      [
        'Basic ',
        'QTpC',
        '=',
        '+',
        '/',
        'A',
        ' ',
        'basic',
        `Basic ${Buffer.from('pool:secret').toString('base64')}`,
      ],
    ],
    'what Basic credentials hold': [
      (text) => readClientCredentials(`Basic ${Buffer.from(text).toString('base64')}`),
      ['pool', ':', '%41', '%', '%ff', '+', '中', 'pool:secret'],
    ],
    'credentials of a body': [
      (text) => readClientCredentials(undefined, { client_id: text, client_secret: text }),
      ['pool', ':', '%', '中'],
    ],
    'a token': [
      (text) => introspectToken(dependencies, es256, text),
      ['.', 'a', '-', '=', ' ', signByAuthority(HEADERS.ES256, PAYLOADS.ES256)],
    ],
    'the header of a token of the authority': [
      (text) => verifySessionToken(dependencies, es256, signByAuthority(text, PAYLOADS.ES256)),
      [...HEADER_PIECES, HEADERS.ES256],
    ],
    'the payload of a token of the authority': [
      (text) => verifySessionToken(dependencies, es256, signByAuthority(HEADERS.ES256, text)),
      [...JSON_PIECES, PAYLOADS.ES256],
    ],
    'the header of a token of the pool': [
      (text) => verifySessionToken(dependencies, hs256, signByPool(text, PAYLOADS.HS256)),
      [...HEADER_PIECES, HEADERS.HS256],
    ],
    'the payload of a token of the pool': [
      (text) => introspectToken(dependencies, hs256, signByPool(HEADERS.HS256, text)),
      [...JSON_PIECES, PAYLOADS.HS256],
    ],
    'an avatar ticket': [
      (text) => avatarTickets.verify(text, es256.id),
      ['.', 'a', '1', '-', avatarTickets.create({ userPoolId: es256.id, accountId: ACCOUNT })],
    ],
    'a picture': [
      (text) => parsePicture(Buffer.from(text, 'latin1')),
      [
        ...[
          '\x89PNG\r\n\x1a\n',
          '\0\0\0\rIHDR',
          '\0\0\0\x10',
          '\xff\xd8',
          '\xff\xc0',
          '\xff\xe1',
          '\0\x04',
          'RIFF',
        ],
        ...['WEBPVP8 ', 'WEBPVP8L', 'WEBPVP8X', 'Exif', 'MM', '\x2f', '\x9d\x01\x2a'],
        `\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10${'\0'.repeat(40)}`,
      ],
    ],
  },
  isApp2WxappError,
);
