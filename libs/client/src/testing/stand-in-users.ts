import type { LoggedInUser } from '../login-answer.js';
import type { PoolUser, UserSession } from '../pool-user.js';

/** An answer to a call about a user. */
export interface UserAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** A call about a user: `path` is what follows `/oauth/users/`. */
export interface UserCall {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** The stand-in's users and their sessions. */
export interface StandInUsers {
  /** Notes a login. */
  note(user: LoggedInUser, sessionId: string): void;
  wasDeleted(userId: string): boolean;
  answer(call: UserCall): UserAnswer;
}

interface Known {
  user: PoolUser;
  readonly sessions: readonly UserSession[];
}

/** Of the mini program that every login comes by. */
const APP_ID = 'wx0000000000000000';

const NOT_FOUND: UserAnswer = { status: 404, body: { status: 404, error: 'invalid_request', code: 2231 } };

/**
 * Keeps users in memory.
 *
 * @param ended ids of the sessions that ended, to which it adds
 */
export function createUsers(ended: Set<string>): StandInUsers {
  const known = new Map<string, Known>();
  const deleted = new Set<string>();

  return {
    note: (user, sessionId) => {
      const before = known.get(user._id);
      const session = createSession(user, sessionId);
      known.set(user._id, {
        user: toPoolUser(user, before?.user),
        sessions: [session, ...(before?.sessions ?? [])],
      });
    },
    wasDeleted: (userId) => deleted.has(userId),
    answer: ({ method, path, body }) => {
      const [userId = '', part, sessionId] = (path.split('?')[0] ?? '').split('/');
      const entry = known.get(userId);
      const sessions = entry?.sessions.filter(({ id }) => !ended.has(id)) ?? [];
      const ending = sessions.filter(({ id }) => sessionId === undefined || id === sessionId);
      if (method === 'DELETE') for (const { id } of ending) ended.add(id);
      if (method === 'DELETE' && part === undefined) {
        if (known.delete(userId)) deleted.add(userId);
        return { status: 204 };
      }
      if (!entry) return NOT_FOUND;
      if (method === 'PATCH') entry.user = { ...entry.user, ...(body as Partial<PoolUser>) };
      if (part === 'export') return answerWith({ user: entry.user, sessions });
      if (part !== 'sessions') return answerWith(entry.user);
      return answerWith(
        method === 'DELETE' ? { revoked: ending.length } : { items: sessions, nextCursor: null },
      );
    },
  };
}

function answerWith(body: unknown): UserAnswer {
  return { status: 200, body };
}

function createSession({ lastIP, tokenExpiredAt }: LoggedInUser, id: string): UserSession {
  const createdAt = new Date().toISOString();
  return { id, appId: APP_ID, ip: lastIP, createdAt, expiresAt: tokenExpiredAt };
}

function toPoolUser(user: LoggedInUser, before: PoolUser | undefined): PoolUser {
  const { nickname, photo, phone, unionid, loginsCount, lastLogin, lastIP, blocked, signedUp, openid } = user;
  return {
    ...{ id: user._id, nickname, photo, phone, unionid, loginsCount, lastLogin, blocked },
    lastIp: lastIP,
    signedUp,
    metadata: before?.metadata ?? user.metadata,
    identities: openid === null ? [] : [{ appId: APP_ID, openid }],
  };
}
