import { asFields } from './fields.js';
import { parseJson, readFields } from './response-body.js';

/**
 * The user of an exchanged ticket: the account in the pool and the session token. Every key is always present, in this
 * order.
 */
export interface User {
  /**
   * Whether the account's e-mail address is confirmed: `false` as a rule, since a WeChat login has no e-mail address.
   */
  readonly emailVerified: boolean;
  /** User name of the account; this authority returns the nickname. */
  readonly username: string;
  /** Nickname that the user entered, otherwise WeChat's placeholder. */
  readonly nickname: string;
  /** Company of the user; empty when unknown. */
  readonly company: string;
  /** URL of the avatar. */
  readonly photo: string;
  /** Number of logins of the account, this one included. */
  readonly loginsCount: number;
  /** Way in which the account was created: `oauth:app2wxapp` for this login. */
  readonly registerMethod: string;
  /** Whether an operator has blocked the account. */
  readonly blocked: boolean;
  /** Whether the account is deleted. */
  readonly isDeleted: boolean;
  /** Profile that WeChat returned, as a JSON **string**: read it with {@link parseWechatProfile}. */
  readonly oauth: string;
  /** Metadata that the pool's owner sets, as a JSON **string**; `""` (two characters) when it is not set. */
  readonly metadata: string;
  /** Id of the account: 24 hex characters. */
  readonly _id: string;
  /** Id of the person across all apps of one WeChat Open Platform account; `null` when the mini program is bound to none. */
  readonly unionid: string | null;
  /** Id of the person within one mini program; `null` only from servers that leave it out. */
  readonly openid: string | null;
  /** IP address of the last login, as the server saw it. */
  readonly lastIP: string;
  /** Time of the last login, ISO 8601 with milliseconds. */
  readonly lastLogin: string;
  /** Time of the first login, ISO 8601 with milliseconds. */
  readonly signedUp: string;
  /** Session token (JWT). A credential: never log it. */
  readonly token: string;
  /** Time when the token expires (its `exp`), ISO 8601. */
  readonly tokenExpiredAt: string;
  /** Phone number from WeChat, without the country code for mainland numbers; `null` when the user shared none. */
  readonly phone: string | null;
}

/** WeChat's profile of the user. Since 2022 the nickname and avatar are placeholders unless the user entered them. */
export interface WechatProfile {
  /** Nickname: WeChat's placeholder unless the user entered one. */
  readonly nickName: string;
  /** Gender: 0 unknown, 1 male, 2 female. */
  readonly gender: number;
  /** Language of the profile, such as `zh_CN`. */
  readonly language: string;
  /** City of the user; empty when unknown. */
  readonly city: string;
  /** Province of the user; empty when unknown. */
  readonly province: string;
  /** Country of the user; empty when unknown. */
  readonly country: string;
  /** URL of the picture: WeChat's placeholder unless the user chose one. */
  readonly avatarUrl: string;
  /** Phone number from WeChat; `null` when the user shared none. */
  readonly phone: string | null;
  /** Id of the person within one mini program. */
  readonly openid: string | null;
  /** Id of the person across all apps of one WeChat Open Platform account; `null` without one. */
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
