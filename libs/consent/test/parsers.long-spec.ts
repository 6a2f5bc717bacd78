import { describeParsers, JSON_PIECES } from '@app2wxapp/test-environment/edges';
import { askTicket, ConsentFailure, loadPool, type AuthorityAccess } from '../src/authority-calls.js';
import type { LaunchContext } from '../src/launch-context.js';
import { readOpening } from '../src/launch-context.js';
import { readPhoneAnswer } from '../src/phone-answer.js';

const POOL = 'a'.repeat(24);
const LAUNCH = { params: { userPoolId: POOL }, scene: 1069 } as unknown as LaunchContext;
const ANSWER_PIECES = [...JSON_PIECES, '"error":'];
const FAILURE = '{"error":"user_blocked","code":500,"message":"m"}';

function accessOf(body: string, loginCode = 'c'): AuthorityAccess {
  const port = { login: async () => loginCode, request: async () => ({ status: 200, body }) };
  return {
    port,
    authority: 'https://authority.example',
    language: 'zh',
    timeoutMs: 1000,
  } as unknown as AuthorityAccess;
}

describeParsers(
  'the parsers of the mini program take any text, and time that grows with its length only',
  {
    'the query of a launch': [
      (text) => readOpening({ userPoolId: text, fromApp: text, getPhone: text }, { scene: 1069 }),
      [POOL, '1', 'a', '%', '-'],
    ],
    'the event of the phone button': [
      (text) => readPhoneAnswer({ code: text, errMsg: text }),
      ['getPhoneNumber:ok', 'deny', 'cancel', ' ', 'a'],
    ],
    'the answer about a pool': [
      (body) => loadPool(accessOf(body), LAUNCH),
      [...ANSWER_PIECES, '{"name":"n","logo":"https://a.example/logo.png","note":"x"}', FAILURE],
    ],
    'the answer with a ticket': [
      (body) => askTicket(accessOf(body), LAUNCH, {}),
      [...ANSWER_PIECES, `{"ticket":"${'t'.repeat(43)}","expiresIn":120}`, FAILURE],
    ],
    'the code of WeChat': [
      (code) => askTicket(accessOf('{"ticket":"t","expiresIn":120}', code), LAUNCH, {}),
      ['a', ' ', '中', '-'],
    ],
  },
  (error) => error instanceof ConsentFailure,
);
