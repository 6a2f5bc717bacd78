import { App2WxappError } from '@app2wxapp/core';
import type { Audit } from './audit.port.js';
import type { AuthorityStore } from './authority-store.port.js';
import type { Clock } from './clock.port.js';
import { digest } from './digest.js';
import { createToken, type Random } from './random.port.js';
import type { SessionStore } from './session-store.port.js';
import type { TokenSigner } from './token-signer.port.js';
import type { UserPool } from './user-pool.js';

/** Dependencies of refreshing a session. */
export interface RefreshDependencies {
  /** Store that revokes sessions. */
  readonly store: AuthorityStore;
  /** Store of refresh tokens. */
  readonly sessions: SessionStore;
  /** Signer of session tokens. */
  readonly signer: TokenSigner;
  /** Source of the current time. */
  readonly clock: Clock;
  /** Source of random values. */
  readonly random: Random;
  /** Record of events. */
  readonly audit: Audit;
}

/** Result of a refresh: a new token and the next refresh token. */
export interface RefreshedSession {
  /** New session token. A credential: never log it. */
  readonly token: string;
  /** Time of expiry of the token. */
  readonly expiresAt: Date;
  /** Next refresh token. A credential: never log it. */
  readonly refreshToken: string;
}

/** Creates the first refresh token of a session. @returns `undefined` for a pool without refresh tokens */
export async function createRefreshToken(
  { sessions, clock, random }: Pick<RefreshDependencies, 'sessions' | 'clock' | 'random'>,
  pool: UserPool,
  sessionId: string,
): Promise<string | undefined> {
  if (pool.refreshTtlSeconds === 0) return undefined;
  const refreshToken = createToken(random, 32);
  await sessions.insertRefreshToken({
    digest: digest(refreshToken),
    userPoolId: pool.id,
    sessionId,
    expiresAt: new Date(clock.now() + pool.refreshTtlSeconds * 1000),
  });
  return refreshToken;
}

/**
 * Exchanges a refresh token, which is consumed, for a new session token. A refresh token that is used a second time
 * was copied: the session is revoked. Refreshing does not extend the lifetime that the session got at the login. A pool
 * that issues no refresh tokens any more accepts none.
 *
 * @throws {App2WxappError} `invalid_ticket`: unknown, consumed, expired, of a revoked session, or of a pool that issues
 *   none; one response for all
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2
 */
export async function refreshSession(
  { sessions, store, signer, clock, random, audit }: RefreshDependencies,
  pool: UserPool,
  request: { readonly refreshToken: string; readonly ip: string },
): Promise<RefreshedSession> {
  if (pool.refreshTtlSeconds === 0) throw refuse();
  const now = new Date(clock.now());
  const refreshToken = createToken(random, 32);
  const result = await sessions.rotateRefreshToken({
    userPoolId: pool.id,
    digest: digest(request.refreshToken),
    nextDigest: digest(refreshToken),
    now,
  });
  if (result && 'session' in result) {
    const { id: sessionId, ...session } = result.session;
    const login = { ...session, sessionId, loggedInAt: now };
    return { ...(await signer.sign(pool, login, session.expiresAt)), refreshToken };
  }
  if (result) {
    const sessionId = result.reusedSessionId;
    await store.revokeSession(sessionId, 'refresh_token_reuse', now);
    audit.record({ type: 'refresh_reused', userPoolId: pool.id, ip: request.ip, sessionId });
  }
  throw refuse();
}

function refuse(): App2WxappError {
  return new App2WxappError('invalid_ticket', 'The refresh token is no longer valid. Log in again.');
}

/** Builds the response to a refresh. @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1 */
export function buildRefreshAnswer({ token, expiresAt, refreshToken }: RefreshedSession, clock: Clock) {
  return {
    access_token: token,
    token_type: 'Bearer' as const,
    expires_in: Math.max(0, Math.floor((expiresAt.getTime() - clock.now()) / 1000)),
    refresh_token: refreshToken,
  };
}
