import { findValidAfter } from '../account.js';
import type { RefreshResult, SessionStore, StandingSession } from '../session-store.port.js';
import { mayLogIn, type MemoryStore } from './memory-store.js';

type RefreshToken = Parameters<SessionStore['insertRefreshToken']>[0];
interface KeptRefreshToken extends RefreshToken {
  isUsed: boolean;
}

/** Session store of a {@link MemoryStore}, with refresh tokens. */
export class MemorySessionStore implements SessionStore {
  private readonly refreshTokens = new Map<string, KeptRefreshToken>();

  constructor(private readonly store: MemoryStore) {}

  async isSessionActive(userPoolId: string, sessionId: string, now: Date): Promise<boolean> {
    return this.findActive(userPoolId, sessionId, now) !== undefined;
  }

  async isAccountActive(userPoolId: string, accountId: string, issuedAt: Date): Promise<boolean> {
    const account = this.store.findAccount(userPoolId, accountId)?.account;
    if (!account || !mayLogIn(account)) return false;
    return account.validAfter === null || account.validAfter <= issuedAt;
  }

  async insertRefreshToken(token: RefreshToken): Promise<void> {
    for (const { digest, sessionId, isUsed } of this.refreshTokens.values()) {
      if (sessionId === token.sessionId && !isUsed) this.refreshTokens.delete(digest);
    }
    this.refreshTokens.set(token.digest, { ...token, isUsed: false });
  }

  async rotateRefreshToken(
    rotation: Parameters<SessionStore['rotateRefreshToken']>[0],
  ): Promise<RefreshResult> {
    const { userPoolId, digest, nextDigest, now } = rotation;
    const token = this.findRefreshToken(userPoolId, digest);
    if (token?.isUsed) return { reusedSessionId: token.sessionId };
    const session = token && token.expiresAt > now && this.findActive(userPoolId, token.sessionId, now);
    if (!session) return undefined;
    token.isUsed = true;
    this.refreshTokens.set(nextDigest, { ...token, digest: nextDigest, isUsed: false });
    return { session };
  }

  async findRefreshSession(userPoolId: string, digest: string, now: Date) {
    const { sessionId = '' } = this.findRefreshToken(userPoolId, digest) ?? {};
    const session = this.findActive(userPoolId, sessionId, now);
    return session && { id: session.id, accountId: session.account.id };
  }

  async revokeAllSessions(accountId: string, reason: string, now: Date): Promise<number> {
    this.store.changeAccount(accountId, { validAfter: findValidAfter(now) });
    const active = [...this.store.sessions.values()].filter(
      ({ login, revoked, expiresAt }) =>
        login.account.id === accountId && revoked === null && expiresAt > now,
    );
    for (const session of active) session.revoked = reason;
    return active.length;
  }

  private findActive(userPoolId: string, id: string, now: Date): StandingSession | undefined {
    const session = this.store.sessions.get(id);
    if (session?.userPoolId !== userPoolId || session.revoked !== null || session.expiresAt <= now)
      return undefined;
    const { login, expiresAt } = session;
    const { appId, openid, ip } = login;
    const account = this.store.findAccount(userPoolId, login.account.id)?.account;
    return account && mayLogIn(account)
      ? { id, userPoolId, appId, openid, ip, expiresAt, account }
      : undefined;
  }

  private findRefreshToken(userPoolId: string, digest: string): KeptRefreshToken | undefined {
    const token = this.refreshTokens.get(digest);
    return token?.userPoolId === userPoolId ? token : undefined;
  }
}
