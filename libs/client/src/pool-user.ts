import { App2WxappError } from '@app2wxapp/core';

/** A user as the authority stores it. */
export interface PoolUser {
  /** Id of the account: `_id` of the user. */
  readonly id: string;
  /** Nickname; empty while the user entered none, when a login returns WeChat's placeholder. */
  readonly nickname: string;
  /** URL of the picture; empty while the user chose none. */
  readonly photo: string;
  /** Phone number from WeChat; `null` while the user shared none. */
  readonly phone: string | null;
  /** Id of the person across all apps of one WeChat Open Platform account; `null` without one. */
  readonly unionid: string | null;
  /** Number of logins. */
  readonly loginsCount: number;
  /** Time of the last login, ISO 8601. */
  readonly lastLogin: string | null;
  /** IP address of the last login. */
  readonly lastIp: string;
  /** Whether an operator has blocked the account. */
  readonly blocked: boolean;
  /** Time of the first login, ISO 8601. */
  readonly signedUp: string;
  /** Metadata that the pool's owner sets, JSON as text. */
  readonly metadata: string;
  /** WeChat identities of the account, one for each mini program: its AppID and the user's openid in it. */
  readonly identities: readonly { readonly appId: string; readonly openid: string }[];
}

/** An active session of a user: one login. */
export interface UserSession {
  /** Id of the session: `sid` of its tokens. */
  readonly id: string;
  /** AppID of the mini program of the login. */
  readonly appId: string;
  /** IP address of the login. */
  readonly ip: string;
  /** Time of the login, ISO 8601. */
  readonly createdAt: string;
  /** Time when the session ends, ISO 8601. */
  readonly expiresAt: string;
}

/** A page of sessions, newest first. */
export interface UserSessionPage {
  /** Sessions of this page. */
  readonly items: readonly UserSession[];
  /** Cursor of the next page; `null` on the last one. */
  readonly nextCursor: string | null;
}

/**
 * All data that the authority stores about a user, to be passed to the user unchanged. Later versions may add
 * members.
 */
export type UserExport = Readonly<Record<string, unknown>>;

type Kind = 'string' | 'number' | 'boolean' | 'string or null';

const USER = {
  id: 'string',
  nickname: 'string',
  photo: 'string',
  phone: 'string or null',
  unionid: 'string or null',
  loginsCount: 'number',
  lastLogin: 'string or null',
  lastIp: 'string',
  blocked: 'boolean',
  signedUp: 'string',
  metadata: 'string',
} as const satisfies Partial<Record<keyof PoolUser, Kind>>;
const IDENTITY = { appId: 'string', openid: 'string' } as const;
const SESSION = {
  id: 'string',
  appId: 'string',
  ip: 'string',
  createdAt: 'string',
  expiresAt: 'string',
} as const satisfies Record<keyof UserSession, Kind>;

/**
 * Parses the response about one user.
 *
 * @throws {App2WxappError} `malformed_response`
 */
export function parsePoolUser(answer: Readonly<Record<string, unknown>>): PoolUser {
  const identities = readList(answer.identities).map((identity) => pick(identity, IDENTITY));
  return { ...pick(answer, USER), identities } as unknown as PoolUser;
}

/**
 * Parses a page of sessions.
 *
 * @throws {App2WxappError} `malformed_response`
 */
export function parseSessionPage(answer: Readonly<Record<string, unknown>>): UserSessionPage {
  const items = readList(answer.items).map((session) => pick(session, SESSION));
  const page = pick(answer, { nextCursor: 'string or null' });
  return { ...page, items } as unknown as UserSessionPage;
}

function readList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw malformed();
}

/** Picks the named fields and checks their types. */
function pick(value: unknown, kinds: Readonly<Record<string, Kind>>): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw malformed();
  const fields = value as Readonly<Record<string, unknown>>;
  const entries = Object.entries(kinds).map(([name, kind]) => {
    const field = fields[name];
    const isOfKind = typeof field === kind.split(' ')[0] || (field === null && kind === 'string or null');
    if (!isOfKind) throw malformed();
    return [name, field] as const;
  });
  return Object.fromEntries(entries);
}

function malformed(): App2WxappError {
  return new App2WxappError('malformed_response', "The authority's response is not a user or its sessions.");
}
