import { generateKeyPairSync } from 'node:crypto';
import { App2WxappError, isApp2WxappError } from '@app2wxapp/core';
import { describeParsers, JSON_PIECES } from '@app2wxapp/test-environment/edges';
import { SignJWT } from 'jose';
import { createClient, readBearerToken, toProblem } from '../src/index.js';
import { parseAuthorityUrl } from '../src/authority-url.js';
import { parseLogin } from '../src/login-answer.js';

const AUTHORITY = 'https://authority.example';
const POOL = 'a'.repeat(24);
const USER_ID = '0'.repeat(24);
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const JWKS = JSON.stringify({
  keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'ES256' }],
});
const TOKEN = await new SignJWT({ data: { id: USER_ID, unionid: null, clientId: POOL } })
  .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'k' })
  .setIssuer(AUTHORITY)
  .setAudience(POOL)
  .setSubject(USER_ID)
  .setIssuedAt()
  .setExpirationTime('1h')
  .sign(pair.privateKey);
const [, PAYLOAD = '', SIGNATURE = ''] = TOKEN.split('.');

/** A client to which every request is answered with one body, and the keys with another. */
function clientOf(body: string, jwks = JWKS, status = 200) {
  const answer = (text: string, code: number) => new Response(text, { status: code });
  return createClient({
    authority: AUTHORITY,
    userPoolId: POOL,
    secret: 's'.repeat(32),
    retry: 0,
    onWarning: () => undefined,
    fetch: async (input) =>
      String(input instanceof Request ? input.url : input).endsWith('jwks.json')
        ? answer(jwks, 200)
        : answer(body, status),
  });
}

const ANSWER_PIECES = [...JSON_PIECES, '"error":'];
const LOGIN = JSON.stringify({ _id: USER_ID, token: TOKEN, refreshToken: 'r' });
const FAILURES = [
  '{"error":"invalid_client"}',
  '{"code":2020,"message":"x"}',
  '{"error":"user_blocked","code":500}',
];
const PAGE = { items: [{ id: 's', appId: 'a', ip: '', createdAt: '', expiresAt: '' }], nextCursor: null };
const POOL_USER = {
  ...{ id: USER_ID, nickname: '', photo: '', phone: null, unionid: null, loginsCount: 1, lastLogin: null },
  ...{ lastIp: '', blocked: false, signedUp: '', metadata: '""', identities: [{ appId: 'a', openid: 'o' }] },
};
const problem = (code: 'invalid_token' | 'rate_limited') => new App2WxappError(code, 'x');
const readKeys = (jwks: string) => clientOf('', jwks).verifyToken(TOKEN, { verification: 'offline' });

describeParsers(
  "the parsers of a backend's client take any text, and time that grows with its length only",
  {
    readBearerToken: [readBearerToken, ['Bearer ', 'a', '=', ' ', '~', '.', TOKEN, `Bearer ${TOKEN}`]],
    parseAuthorityUrl: [
      (text) => parseAuthorityUrl(text, ['a.example']),
      ['https://', 'http://', 'a.example', ':', '@', '/', '?', '#', '[::1]', '%', AUTHORITY],
    ],
    'the language of toProblem': [
      (acceptLanguage) => toProblem(problem('invalid_token'), { acceptLanguage }),
      ['zh', 'en', ';q=', '0.5', ',', ' '],
    ],
    'the scheme of toProblem': [
      (scheme) => toProblem(problem('invalid_token'), { scheme: scheme as 'Bearer' }),
      ['Bearer', 'App2Wxapp', '"', '\r\n'],
    ],
    'the code of toProblem': [
      (code) => toProblem(new App2WxappError(code as 'internal', 'x'), {}),
      ['invalid_', 'token', 'rate_limited', 'internal'],
    ],
    'a token': [
      (text) => clientOf('{"active":true}').verifyToken(text, { verification: 'offline' }),
      ['.', 'a', '-', '=', ' ', TOKEN],
    ],
    'the header of a token': [
      (text) => {
        const token = `${Buffer.from(text).toString('base64url')}.${PAYLOAD}.${SIGNATURE}`;
        return clientOf('').verifyToken(token, { verification: 'offline' }).catch(refuse);
      },
      [
        '{"alg":"ES256","typ":"JWT","kid":"k"}',
        '"crit":',
        '"b64":false',
        '"alg":',
        '"none"',
        ...ANSWER_PIECES,
      ],
    ],
    'the keys of the authority': [readKeys, [...ANSWER_PIECES, '"keys":', '"kty":"EC"', '"kid":"k"', JWKS]],
    'the answer about a token': [
      (body) => clientOf(body).verifyToken(TOKEN),
      [...ANSWER_PIECES, '{"active":true,"token_type":"Bearer","client_id":"c"}', '"active":', ...FAILURES],
    ],
    'the answer to an exchange': [
      (body) => clientOf(body).exchangeTicket('ticket'),
      [
        ...ANSWER_PIECES,
        LOGIN,
        `{"code":200,"data":${LOGIN}}`,
        JSON.stringify({ code: 200, data: LOGIN }),
        ...FAILURES,
      ],
    ],
    'the text of a login': [
      (text) => parseLogin(text, 200),
      [...ANSWER_PIECES, LOGIN, JSON.stringify({ code: 200, data: `\ufeff${LOGIN}` })],
    ],
    'the answer to a claim': [
      (body) => clientOf(body).claimLogin({ state: 's'.repeat(22), codeVerifier: 'v'.repeat(43) }),
      [...ANSWER_PIECES, LOGIN, ...FAILURES],
    ],
    'the answer to a refresh': [
      (body) => clientOf(body).refreshSession('r'),
      [...ANSWER_PIECES, '{"access_token":"a","expires_in":1,"refresh_token":"b"}', ...FAILURES],
    ],
    'the answer to a logout': [
      (body) => clientOf(body).revokeToken('r'),
      [...ANSWER_PIECES, '', ...FAILURES],
    ],
    'the refusal of a logout': [
      (body) => clientOf(body, JWKS, 400).revokeToken('r').catch(refuse),
      [...ANSWER_PIECES, ...FAILURES],
    ],
    'the answer about a user': [
      (body) => clientOf(body).findUser(USER_ID),
      [...ANSWER_PIECES, JSON.stringify(POOL_USER), '"identities":', ...FAILURES],
    ],
    'the export of a user': [
      async (body) => {
        const answer: unknown = await clientOf(body).exportUser(USER_ID);
        if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
          throw new Error('no object');
      },
      [...ANSWER_PIECES, '{"user":{}}', ...FAILURES],
    ],
    'the answer about sessions': [
      (body) => clientOf(body).listSessions(USER_ID),
      [...ANSWER_PIECES, JSON.stringify(PAGE), '"items":', ...FAILURES],
    ],
  },
  isApp2WxappError,
);

/** What can only be refused: a coded refusal is its value. */
function refuse(error: unknown): unknown {
  if (isApp2WxappError(error)) return error.code;
  throw error;
}
