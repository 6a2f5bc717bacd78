import { App2WxappError } from './app2wxapp-error.js';
import { parseJson } from './json.js';

/**
 * The user that a ticket is exchanged for: the account in the pool, and the token that opens the session.
 * Every key is always there, in this order.
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
  /** A JSON **string** that the pool's owner fills; `""` (two characters) when nobody did. */
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

/** What WeChat said of the user. Since 2022 the nickname and avatar are placeholders unless the user filled them in. */
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

type Fields = Readonly<Record<string, unknown>>;

/**
 * Takes an object from outside as a user. `_id` and `token` must be there; any other field that is missing gets
 * the empty value of its type, one of a wrong type is refused, unknown ones are left out. The spellings `id` and
 * `lastIp` of newer servers are understood. It does **not** verify the token.
 *
 * @throws {App2WxappError} `malformed_response`
 */
export function parseUser(value: unknown): User {
  const user = asFields(value);
  return {
    emailVerified: readBoolean(user, 'emailVerified'),
    username: readString(user, 'username'),
    nickname: readString(user, 'nickname'),
    company: readString(user, 'company'),
    photo: readString(user, 'photo'),
    loginsCount: readNumber(user, 'loginsCount'),
    registerMethod: readString(user, 'registerMethod'),
    blocked: readBoolean(user, 'blocked'),
    isDeleted: readBoolean(user, 'isDeleted'),
    oauth: readString(user, 'oauth', '{}'),
    metadata: readString(user, 'metadata', '""'),
    _id: readNonEmpty(user, user._id == null ? 'id' : '_id'),
    unionid: readNullable(user, 'unionid'),
    openid: readNullable(user, 'openid'),
    lastIP: readString(user, user.lastIP == null ? 'lastIp' : 'lastIP'),
    lastLogin: readString(user, 'lastLogin'),
    signedUp: readString(user, 'signedUp'),
    token: readNonEmpty(user, 'token'),
    tokenExpiredAt: readString(user, 'tokenExpiredAt'),
    phone: readNullable(user, 'phone'),
  };
}

/**
 * Reads {@link User.oauth}. Missing fields get the empty value of their type.
 *
 * @throws {App2WxappError} `malformed_response`
 */
export function parseWechatProfile(oauth: string): WechatProfile {
  const profile = asFields(parseJson(oauth));
  return {
    nickName: readString(profile, 'nickName'),
    gender: readNumber(profile, 'gender'),
    language: readString(profile, 'language'),
    city: readString(profile, 'city'),
    province: readString(profile, 'province'),
    country: readString(profile, 'country'),
    avatarUrl: readString(profile, 'avatarUrl'),
    phone: readNullable(profile, 'phone'),
    openid: readNullable(profile, 'openid'),
    unionid: readNullable(profile, 'unionid'),
  };
}

function asFields(value: unknown): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new App2WxappError('malformed_response', 'The answer is not an object.');
}

function readString(fields: Fields, key: string, empty = ''): string {
  return read(fields, key, 'string', empty);
}

function readNumber(fields: Fields, key: string): number {
  return read(fields, key, 'number', 0);
}

function readBoolean(fields: Fields, key: string): boolean {
  return read(fields, key, 'boolean', false);
}

function readNullable(fields: Fields, key: string): string | null {
  return read<string | null>(fields, key, 'string', null);
}

function readNonEmpty(fields: Fields, key: string): string {
  const value = readString(fields, key);
  if (value === '') throw new App2WxappError('malformed_response', `The answer's "${key}" is missing.`);
  return value;
}

function read<T>(fields: Fields, key: string, type: string, empty: T): T {
  const value = fields[key];
  if (value === undefined || value === null) return empty;
  if (typeof value === type) return value as T;
  throw new App2WxappError('malformed_response', `The answer's "${key}" is not a ${type}.`);
}
