import type { Clock } from '../clock.port.js';
import { unknownUser } from '../unknown-user.js';
import type { KeptAccount, KeptSession, MemoryStore } from './memory-store.js';
import type { MemorySessionStore } from './memory-session-store.js';

/** Key of an account in its pool. */
export interface UserKey {
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** Id of the account. */
  readonly userId: string;
}

/** Users of a {@link MemoryStore} as backends read and change them. Results are the responses of `/oauth/users`. */
export class MemoryUsers {
  constructor(
    private readonly store: MemoryStore,
    private readonly sessions: MemorySessionStore,
    private readonly clock: Clock,
  ) {}

  /** Returns a user. @throws {App2WxappError} `invalid_request` (404) */
  find(key: UserKey): object {
    const { account, identities } = this.require(key);
    const { id, nickname, photo, phone, unionid, loginsCount, blocked, metadata } = account;
    const last = this.listLogins(key)[0]?.login;
    return {
      ...{ id, nickname, photo, phone, unionid, loginsCount, blocked, metadata },
      lastLogin: last?.loggedInAt.toISOString() ?? null,
      lastIp: last?.ip ?? '',
      signedUp: account.signedUp.toISOString(),
      identities: [...identities.values()],
    };
  }

  /** Changes nickname or metadata. @throws {App2WxappError} `invalid_request` (404) */
  change(key: UserKey, changes: { readonly nickname?: string; readonly metadata?: string }): object {
    const kept = this.require(key);
    const { nickname = kept.account.nickname, metadata = kept.account.metadata } = changes;
    kept.account = { ...kept.account, nickname, metadata };
    return this.find(key);
  }

  /** Returns all stored data of a user. @throws {App2WxappError} `invalid_request` (404) */
  export(key: UserKey): object {
    const exportedAt = new Date(this.clock.now()).toISOString();
    const sessions = this.listLogins(key).map(viewSession);
    return { exportedAt, user: this.find(key), avatar: null, sessions, events: [] };
  }

  /** Deletes the account, its tickets and its sessions. The next login of the person creates a new user. */
  erase({ userPoolId, userId }: UserKey): void {
    const { accounts, tickets, sessions } = this.store;
    const kept = this.store.findAccount(userPoolId, userId);
    if (!kept) return;
    accounts.splice(accounts.indexOf(kept), 1);
    for (const ticket of tickets.filter(({ accountId }) => accountId === userId)) {
      tickets.splice(tickets.indexOf(ticket), 1);
    }
    for (const [id, { login }] of sessions) if (login.account.id === userId) sessions.delete(id);
  }

  /** Lists the active sessions, newest first, on one page. @throws {App2WxappError} `invalid_request` (404) */
  listSessions(key: UserKey): object {
    this.require(key);
    const now = new Date(this.clock.now());
    const active = this.listLogins(key).filter(
      ({ revoked, expiresAt }) => revoked === null && expiresAt > now,
    );
    return { items: active.map(viewSession), nextCursor: null };
  }

  /** Revokes one session, or all. @throws {App2WxappError} `invalid_request` (404) */
  async revokeSessions(key: UserKey, sessionId?: string): Promise<object> {
    this.require(key);
    if (sessionId === undefined) {
      const now = new Date(this.clock.now());
      return { revoked: await this.sessions.revokeAllSessions(key.userId, 'backend', now) };
    }
    const isOwn = this.store.sessions.get(sessionId)?.login.account.id === key.userId;
    const isEnded = isOwn && (await this.store.revokeSession(sessionId, 'backend'));
    return { revoked: isEnded ? 1 : 0 };
  }

  private require({ userPoolId, userId }: UserKey): KeptAccount {
    const kept = this.store.findAccount(userPoolId, userId);
    if (kept) return kept;
    throw unknownUser();
  }

  private listLogins({ userId }: UserKey): KeptSession[] {
    return [...this.store.sessions.values()].filter(({ login }) => login.account.id === userId).reverse();
  }
}

function viewSession({ login, expiresAt, revoked }: KeptSession): object {
  const { sessionId: id, appId, ip, loggedInAt } = login;
  return {
    id,
    appId,
    ip,
    createdAt: loggedInAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    revokedReason: revoked,
  };
}
