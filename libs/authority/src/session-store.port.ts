import type { Account } from './account.js';

/** An active session: not revoked, not expired, and its account neither blocked nor deleted. */
export interface StandingSession {
  /** Id of the session. */
  readonly id: string;
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** AppID of the mini program. */
  readonly appId: string;
  /** Id of the person within the mini program. */
  readonly openid: string;
  /** IP address of the login. */
  readonly ip: string;
  /** Time of expiry. */
  readonly expiresAt: Date;
  /** Account of the session. */
  readonly account: Account;
}

/** Result of presenting a refresh token. */
export type RefreshResult =
  | { readonly session: StandingSession }
  /** The token was used before: whether the thief or the owner uses it now cannot be distinguished. */
  | { readonly reusedSessionId: string }
  /** The token was never issued for this pool, is expired, or its session is no longer active. */
  | undefined;

/** Store of sessions and their refresh tokens. */
export interface SessionStore {
  /** Returns whether the pool has such a session, not revoked and not expired, of an account that may log in. */
  isSessionActive(userPoolId: string, sessionId: string, now: Date): Promise<boolean>;
  /** Returns whether such an account exists, may log in, and its tokens of `issuedAt` were not revoked. */
  isAccountActive(userPoolId: string, accountId: string, issuedAt: Date): Promise<boolean>;
  /** Stores a refresh token, by its digest, in place of an unused one of the session. It expires with its session. */
  insertRefreshToken(token: {
    readonly digest: string;
    readonly userPoolId: string;
    readonly sessionId: string;
    readonly expiresAt: Date;
  }): Promise<void>;
  /** Consumes a refresh token and stores the next one, in one statement: of two parallel uses one succeeds. */
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
  /**
   * Revokes all sessions of the account, and its tokens without a session id. @returns the number of sessions that
   * were active
   */
  revokeAllSessions(accountId: string, reason: string, now: Date): Promise<number>;
}
