import type { Account } from './account.js';

/** An active session: not revoked, not expired, and its account neither blocked nor deleted. */
export interface StandingSession {
  readonly id: string;
  readonly userPoolId: string;
  readonly appId: string;
  readonly openid: string;
  readonly ip: string;
  readonly expiresAt: Date;
  readonly account: Account;
}

/** The result of presenting a refresh token. */
export type RefreshResult =
  | { readonly session: StandingSession }
  /** It was used before: the second use is a thief's or the owner's, which cannot be distinguished. */
  | { readonly reusedSessionId: string }
  /** Never issued for this pool, over, or its session is. */
  | undefined;

/** Store of sessions and their refresh tokens. */
export interface SessionStore {
  /** Whether the pool has such a session, not revoked and not expired, of an account that may log in. */
  isSessionActive(userPoolId: string, sessionId: string, now: Date): Promise<boolean>;
  /** Whether there is such an account, it may log in, and its tokens of `issuedAt` were not ended. */
  isAccountActive(userPoolId: string, accountId: string, issuedAt: Date): Promise<boolean>;
  /** Keeps a refresh token, by its digest, in place of one of the session that is unused. It ends with its session. */
  insertRefreshToken(token: {
    readonly digest: string;
    readonly userPoolId: string;
    readonly sessionId: string;
    readonly expiresAt: Date;
  }): Promise<void>;
  /** Uses up a refresh token and keeps the next one, in one statement: of two uses at once one wins. */
  rotateRefreshToken(rotation: {
    readonly userPoolId: string;
    readonly digest: string;
    readonly nextDigest: string;
    readonly now: Date;
  }): Promise<RefreshResult>;
  /**
   * Finds the active session of a refresh token, used or not.
   *
   * @returns `undefined` when the token is unknown or its session is not active
   */
  findRefreshSession(
    userPoolId: string,
    digest: string,
    now: Date,
  ): Promise<{ readonly id: string; readonly accountId: string } | undefined>;
  /** Ends all sessions of the account, and its tokens that name none. @returns how many were active */
  revokeAllSessions(accountId: string, reason: string, now: Date): Promise<number>;
}
