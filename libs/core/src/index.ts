export {
  App2WxappError,
  isApp2WxappError,
  type App2WxappErrorDetails,
  type ErrorCode,
  type LocalErrorCode,
  type LoginErrorCode,
  type OperatorErrorCode,
} from './app2wxapp-error.js';
export { SERVER_ERRORS, findServerErrorCode, type ServerErrorCode } from './server-errors.js';
export {
  HOSTED_MINI_PROGRAM,
  MINI_PROGRAM_TYPE,
  buildLaunchPath,
  createLaunchRequest,
  parseLaunchPath,
  parseLaunchQuery,
  type LaunchOptions,
  type LaunchParams,
  type LaunchRequest,
  type MiniProgramType,
} from './launch.js';
export { decodeExtMsg, encodeExtMsg, type LoginOutcome } from './ext-msg.js';
export { groupByLanguage, type InLanguage, type Language, type TextPair, type Texts } from './text-pair.js';
export {
  parseLoginCode,
  parsePhoneCode,
  parseTicket,
  type LoginCode,
  type PhoneCode,
  type Ticket,
} from './ticket.js';
export {
  parseIssuedTicket,
  parsePoolInfo,
  type IssuedTicket,
  type PoolInfo,
  type TicketProfile,
  type TicketRequest,
} from './ticket-request.js';
export { parseUser, parseWechatProfile, type User, type WechatProfile } from './user.js';
export { parseAnswer, parseExchangeResponse } from './exchange-response.js';
export { type TokenClaims } from './token-claims.js';
