import { describeParsers } from '@app2wxapp/test-environment/edges';
import {
  decodeExtMsg,
  encodeExtMsg,
  isApp2WxappError,
  parseExchangeResponse,
  parseIssuedTicket,
  parseLaunchPath,
  parseLaunchQuery,
  parsePoolInfo,
  parseTicket,
  parseUser,
  parseWechatProfile,
} from '../src/index.js';
import { pickLanguage } from '../src/server/index.js';
import { userVectors } from './vectors.js';

const POOL = 'a'.repeat(24);
const USER = JSON.stringify(userVectors.user);

describeParsers(
  'the parsers of the protocol take any text, and time that grows with its length only',
  {
    pickLanguage: [pickLanguage, ['zh', 'en', '-', ';', 'q=', '0', '.', ',', '*', ' ', '\t', 'x']],
    decodeExtMsg: [
      decodeExtMsg,
      [
        ...['code=', '200', '&', '=', '%', '%e4', '%b8%ad', 'ticket=', 'a', ' ', '?', '{'],
        'code=200&message=ok&ticket=t&state=s',
      ],
    ],
    encodeExtMsg: [
      (message) => encodeExtMsg({ status: 'failed', code: 1, message }),
      ['a', '%', '&', '=', '\n', '中', '\ud800'],
    ],
    parseLaunchPath: [
      (text) => parseLaunchPath(`/routes/explore?${text}`),
      [
        ...['userPoolId=', '&', '=', 'a', '-', '?', 'fromApp=1', 'state', ' '],
        `userPoolId=${POOL}&getPhone=1&useSelfWxapp=0&fromApp=1`,
      ],
    ],
    parseLaunchQuery: [
      (text) => parseLaunchQuery({ userPoolId: text, fromApp: '1', state: text, codeChallenge: text }),
      ['a', '-', '_', ' ', '\n', 'a'.repeat(43)],
    ],
    parseTicket: [parseTicket, ['a', '~', '!', ' ', '中']],
    parseExchangeResponse: [
      parseExchangeResponse,
      [
        ...['{', '}', '[', ']', '"', '\\', ':', ',', 'code', '1', ' ', USER],
        `{"code":200,"message":"","data":${USER}}`,
        JSON.stringify({ code: 200, message: '', data: USER }),
      ],
    ],
    parseWechatProfile: [
      parseWechatProfile,
      ['{', '}', '"', '\\', ':', 'openid', '1', ' ', userVectors.user.oauth ?? ''],
    ],
    parseUser: [
      (text) => parseUser({ ...userVectors.user, phone: text, oauth: text }),
      ['1', '-', '{', '"', ' '],
    ],
    parseIssuedTicket: [(text) => parseIssuedTicket({ ticket: text, expiresIn: 120 }), ['a', '~', ' ']],
    parsePoolInfo: [
      (text) => parsePoolInfo({ name: text, logo: text }),
      ['a', 'https://', '/', ' ', ':', 'https://a.example/x.png'],
    ],
  },
  isApp2WxappError,
);
