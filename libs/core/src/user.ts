import { asFields } from './fields.js';
import { parseJson, readFields } from './response-body.js';

/**
 * The user of an exchanged ticket: the account in the pool and the session token. Every key is always present, in this
 * order.
 */
export interface User {
  /** Whether the account's e-mail address is confirmed; a WeChat login brings none, so `false` as a rule. */
  readonly emailVerified: boolean;
  readonly username: string;
  readonly nickname: string;
  /** Empty when unknown. */
  readonly company: string;
  /** URL of the avatar. */
  readonly photo: string;
  /** How often the account has logged in, this time included. */
  readonly loginsCount: number;
  /** `oauth:app2wxapp` for accounts made by this login. */
  readonly registerMethod: string;
  readonly blocked: boolean;
  readonly isDeleted: boolean;
  /** What WeChat said of the user, as a JSON **string**: read it by {@link parseWechatProfile}. */
  readonly oauth: string;
  /** A JSON **string** that the pool's owner fills; `""` (two characters) when it is not set. */
  readonly metadata: string;
  /** Id of the account: 24 hex characters. */
  readonly _id: string;
  /** The same person across all apps of one WeChat Open Platform account; `null` when the mini program is bound to none. */
  readonly unionid: string | null;
  /** The person within one mini program; `null` only from servers that leave it out. */
  readonly openid: string | null;
  /** Address of the last login, as the server saw it. */
  readonly lastIP: string;
  /** ISO 8601 with milliseconds. */
  readonly lastLogin: string;
  /** ISO 8601 with milliseconds. */
  readonly signedUp: string;
  /** JWT that opens the session. A credential: never log it. */
  readonly token: string;
  /** ISO 8601; the token's `exp`. */
  readonly tokenExpiredAt: string;
  /** As WeChat gave it, without the country code for mainland numbers; `null` when the user gave none. */
  readonly phone: string | null;
}

/** WeChat's profile of the user. Since 2022 the nickname and avatar are placeholders unless the user filled them in. */
export interface WechatProfile {
  readonly nickName: string;
  /** 0 unknown, 1 male, 2 female. */
  readonly gender: number;
  readonly language: string;
  readonly city: string;
  readonly province: string;
  readonly country: string;
  readonly avatarUrl: string;
  readonly phone: string | null;
  readonly openid: string | null;
  readonly unionid: string | null;
}

const EMPTY_USER: User = {
  emailVerified: false,
  username: '',
  nickname: '',
  company: '',
  photo: '',
  loginsCount: 0,
  registerMethod: '',
  blocked: false,
  isDeleted: false,
  oauth: '{}',
  metadata: '""',
  _id: '',
  unionid: null,
  openid: null,
  lastIP: '',
  lastLogin: '',
  signedUp: '',
  token: '',
  tokenExpiredAt: '',
  phone: null,
};

const EMPTY_PROFILE: WechatProfile = {
  nickName: '',
  gender: 0,
  language: '',
  city: '',
  province: '',
  country: '',
  avatarUrl: '',
  phone: null,
  openid: null,
  unionid: null,
};

/**
 * Parses a value from outside as a user. `_id` and `token` are required; other missing fields get the empty value of
 * their type, a field of a wrong type is rejected, unknown fields are dropped. The names `id` and `lastIp` of newer
 * servers are accepted. It does **not** verify the token.
 *
 * @throws {App2WxappError} `malformed_response`
 */
export function parseUser(value: unknown): User {
  const fields = asFields(value);
  return readFields({ _id: fields.id, lastIP: fields.lastIp, ...fields }, EMPTY_USER, ['_id', 'token']);
}

/**
 * Parses {@link User.oauth}. Missing fields get the empty value of their type.
 *
 * @throws {App2WxappError} `malformed_response`
 */
export function parseWechatProfile(oauth: string): WechatProfile {
  return readFields(parseJson(oauth), EMPTY_PROFILE);
}
