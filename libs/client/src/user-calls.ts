import { App2WxappError } from '@app2wxapp/core';
import type { Connection } from './connection.js';
import type { HttpRequest } from './http-request.js';
import { judgeAnswer, parseObject } from './judge-answer.js';
import {
  parsePoolUser,
  parseSessionPage,
  type PoolUser,
  type UserExport,
  type UserSessionPage,
} from './pool-user.js';
import { readBasicCredentials, type SessionCallOptions } from './session-calls.js';

/** Largest export that is accepted, in bytes: it includes the picture and may have thousands of sessions. */
const MAX_EXPORT_BYTES = 16 * 1024 * 1024;

/** Changes that a backend may make to a user. */
export interface UserChanges {
  /**
   * Nickname of 1–64 characters, at least one of them visible. A nickname that the user enters at a later login
   * replaces it.
   */
  readonly nickname?: string | undefined;
  /**
   * Metadata for the backend's own use: JSON as text, at most 4,096 characters. Each login returns it as
   * `User.metadata`.
   */
  readonly metadata?: string | undefined;
}

/** Options of {@link Client.listSessions}. */
export interface SessionListOptions extends SessionCallOptions {
  /** `nextCursor` of the previous page. @default the first page */
  readonly cursor?: string | undefined;
  /**
   * Number of sessions in a page, 1–200.
   * @default 50
   */
  readonly limit?: number | undefined;
}

/** A request about one user. */
interface UserRequest extends Pick<HttpRequest, 'method' | 'json' | 'signal' | 'maxBytes'> {
  /** Path below the user, with each segment escaped. */
  readonly path?: string | undefined;
}

/** Calls of a backend about the account of one user. */
export interface UserCalls {
  /**
   * Returns the account of a user. It does **not** check that your caller may read it, nor do the calls below: the
   * secret gives access to every user of the pool.
   *
   * @param userId `_id` of the user
   * @throws {App2WxappError} `invalid_request` with status 404 when the pool has no such user
   */
  findUser(userId: string, options?: SessionCallOptions): Promise<PoolUser>;
  /**
   * Changes nickname or metadata.
   *
   * @throws {App2WxappError} `invalid_request` for a value outside its bounds, and with status 404 when the pool
   *   has no such user
   */
  changeUser(userId: string, changes: UserChanges, options?: SessionCallOptions): Promise<PoolUser>;
  /**
   * Returns all data that the authority stores about a user, for the user: picture, sessions and events too. 16 MiB
   * at most.
   *
   * @throws {App2WxappError} `invalid_request` with status 404 when the pool has no such user; `malformed_response`
   *   for a larger export
   */
  exportUser(userId: string, options?: SessionCallOptions): Promise<UserExport>;
  /**
   * Deletes a user with its WeChat identities and sessions; it cannot be undone. The next login of the same person
   * creates a new user. A user that does not exist is no error, so that the call can be repeated.
   *
   * @throws {App2WxappError} `invalid_request` for a malformed id
   */
  deleteUser(userId: string, options?: SessionCallOptions): Promise<void>;
  /**
   * Lists the active sessions of a user, newest first.
   *
   * @throws {App2WxappError} `invalid_request` with status 404 when the pool has no such user
   */
  listSessions(userId: string, options?: SessionListOptions): Promise<UserSessionPage>;
  /**
   * Revokes one session of a user; a revoked one is no error. Tokens of the HS256 format name no session: it revokes
   * all of the user's. Online verification takes it into account as it does a logout.
   *
   * @throws {App2WxappError} `invalid_request` with status 404 when the pool has no such user
   */
  revokeSession(userId: string, sessionId: string, options?: SessionCallOptions): Promise<void>;
  /**
   * Revokes every session of a user.
   *
   * @throws {App2WxappError} `invalid_request` with status 404 when the pool has no such user
   */
  revokeSessions(userId: string, options?: SessionCallOptions): Promise<void>;
}

/**
 * Creates the calls about users.
 *
 * @param ending runs a call that revokes tokens of a user
 */
export function createUserCalls(
  connection: Connection,
  ending: (userId: string, end: () => Promise<void>) => Promise<void>,
): UserCalls {
  const call = (userId: string, request: UserRequest) => callUser(connection, userId, request);
  const end = (userId: string, { path, signal }: Pick<UserRequest, 'path' | 'signal'>) =>
    ending(userId, async () => void (await call(userId, { path, method: 'delete', signal })));
  return {
    findUser: async (userId, options) =>
      parsePoolUser(await call(userId, { method: 'get', ...readSignal(options) })),
    changeUser: async (userId, changes, options) =>
      parsePoolUser(
        await call(userId, { method: 'patch', json: parseChanges(changes), ...readSignal(options) }),
      ),
    exportUser: (userId, options) =>
      call(userId, { path: '/export', method: 'post', maxBytes: MAX_EXPORT_BYTES, ...readSignal(options) }),
    deleteUser: (userId, options) => end(userId, readSignal(options)),
    listSessions: async (userId, options) =>
      parseSessionPage(
        await call(userId, { path: buildListPath(options), method: 'get', ...readSignal(options) }),
      ),
    revokeSession: async (userId, sessionId, options) =>
      end(userId, { path: `/sessions/${parseId('sessionId', sessionId)}`, ...readSignal(options) }),
    revokeSessions: (userId, options) => end(userId, { path: '/sessions', ...readSignal(options) }),
  };
}

function readSignal(options: SessionCallOptions | undefined): SessionCallOptions {
  return { signal: (Object(options) as SessionCallOptions).signal };
}

/**
 * Checks the types here: JSON drops or changes some of JavaScript's values. @throws {App2WxappError}
 * `invalid_request`
 */
function parseChanges(changes: UserChanges): UserChanges {
  const { nickname, metadata } = Object(changes) as UserChanges;
  for (const [name, text] of Object.entries({ nickname, metadata })) {
    if (text === undefined || typeof text === 'string') continue;
    throw new App2WxappError('invalid_request', `${name} must be text.`);
  }
  return { nickname, metadata };
}

/** Builds the path of a page of sessions. @throws {App2WxappError} `invalid_request` */
function buildListPath(options: SessionListOptions | undefined): string {
  const { cursor, limit } = Object(options) as SessionListOptions;
  if (
    (cursor !== undefined && typeof cursor !== 'string') ||
    (limit !== undefined && !Number.isInteger(limit))
  ) {
    throw new App2WxappError('invalid_request', 'cursor must be text, and limit a whole number.');
  }
  const query = new URLSearchParams({
    ...(cursor !== undefined && { cursor }),
    ...(limit !== undefined && { limit: String(limit) }),
  });
  return query.size === 0 ? '/sessions' : `/sessions?${query.toString()}`;
}

/** Sends a call, which may be retried: none does more the second time. */
async function callUser(
  connection: Connection,
  userId: string,
  { path = '', ...request }: UserRequest,
): Promise<Readonly<Record<string, unknown>>> {
  const { http, retry, isAuthing } = connection;
  if (isAuthing) {
    throw new App2WxappError(
      'invalid_options',
      "Authing's hosts have no such call for a pool's secret. Use Authing's own management API.",
    );
  }
  const answer = await http({
    ...request,
    path: `oauth/users/${parseId('userId', userId)}${path}`,
    headers: { authorization: readBasicCredentials(connection) },
    retry,
  });
  return judgeAnswer(answer, (body, status) => (status === 204 ? {} : parseObject(body, status)));
}

/** Checks an id, since a path is built from it. @throws {App2WxappError} `invalid_request` */
function parseId(name: string, id: unknown): string {
  if (typeof id === 'string' && /^[\w-]{1,64}$/.test(id)) return id;
  throw new App2WxappError('invalid_request', `${name} must be 1–64 of A–Z, a–z, 0–9, _ and -.`);
}
