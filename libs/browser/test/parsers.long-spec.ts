import { isApp2WxappError } from '@app2wxapp/core';
import { describeParsers, JSON_PIECES } from '@app2wxapp/test-environment/edges';
import { createBackendExchange, insecureExchangeTicket } from '../src/index.js';
import { checkOrigin, checkPath } from '../src/check-origin.js';
import { loadPendingLogin } from '../src/pending-login.js';

const LIMITS = { timeoutMs: 1000 };
const ANSWER_PIECES = [...JSON_PIECES, '"message":'];
const SESSION = '{"token":"t","user":{"_id":"1"},"refreshToken":"r"}';
const USER = '{"_id":"000000000000000000000001","token":"t"}';
const PENDING = '{"userPoolId":"p","expiresAt":9000000000000,"state":"s","codeVerifier":"v"}';
const FAILURE = '{"error":"user_blocked","code":500,"message":"m"}';
const fetchOf = (body: string) => async () => new Response(body);

describeParsers(
  'the parsers of an app take any text, and time that grows with its length only',
  {
    'the answer of a backend': [
      (body) =>
        createBackendExchange({ backend: 'https://api.example', fetch: fetchOf(body) }).exchangeTicket(
          { ticket: 't' as never },
          LIMITS,
        ),
      [...ANSWER_PIECES, SESSION, FAILURE],
    ],
    'the answer to a direct exchange': [
      (body) =>
        insecureExchangeTicket({
          authority: 'https://authority.example',
          userPoolId: 'p',
          ticket: 't',
          fetch: fetchOf(body),
        }),
      [...ANSWER_PIECES, USER, `{"code":200,"data":${USER}}`, FAILURE],
    ],
    'a pending login': [
      (text) =>
        loadPendingLogin({ getItem: () => text, setItem: () => undefined, removeItem: () => undefined }, 0),
      [...ANSWER_PIECES, PENDING],
    ],
    checkOrigin: [
      (text) => checkOrigin(text),
      [
        'https://',
        'http://',
        'localhost',
        'a.example',
        ':',
        '@',
        '/',
        '?',
        '#',
        '[::1]',
        'https://a.example',
      ],
    ],
    checkPath: [(text) => checkPath(text), ['/', 'a', '?', '#', '..', '//', '/auth/wechat']],
  },
  isApp2WxappError,
);
