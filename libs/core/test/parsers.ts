import {
  decodeExtMsg,
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

/** Takes a text of any kind, and throws what it refuses. */
export type Parse = (text: string) => unknown;

/** Every parser, and what its input is made of: each piece may be repeated as often as the length allows. */
export const PARSERS: Readonly<Record<string, readonly [parse: Parse, pieces: readonly string[]]>> = {
  pickLanguage: [pickLanguage, ['zh', 'en', '-', ';', 'q=', '0', '.', ',', '*', ' ', '\t', 'x']],
  decodeExtMsg: [
    decodeExtMsg,
    ['code=', '200', '&', '=', '%', '%e4', '%b8%ad', 'ticket=', 'a', ' ', '?', '{'],
  ],
  parseLaunchPath: [
    (text) => parseLaunchPath(`/routes/explore?${text}`),
    ['userPoolId=', '&', '=', 'a', '-', '?', 'fromApp=1', 'state', ' '],
  ],
  parseLaunchQuery: [
    (text) => parseLaunchQuery({ userPoolId: text, fromApp: '1', state: text, codeChallenge: text }),
    ['a', '-', '_', ' ', '\n'],
  ],
  parseTicket: [parseTicket, ['a', '~', '!', ' ', '中']],
  parseExchangeResponse: [parseExchangeResponse, ['{', '}', '[', ']', '"', '\\', ':', ',', 'code', '1', ' ']],
  parseWechatProfile: [parseWechatProfile, ['{', '}', '"', '\\', ':', 'openid', '1', ' ']],
  parseUser: [
    (text) => parseUser({ ...userVectors.user, phone: text, oauth: text }),
    ['1', '-', '{', '"', ' '],
  ],
  parseIssuedTicket: [(text) => parseIssuedTicket({ ticket: text, expiresIn: 120 }), ['a', '~', ' ']],
  parsePoolInfo: [(text) => parsePoolInfo({ name: text, logo: text }), ['a', 'https://', '/', ' ', ':']],
};
