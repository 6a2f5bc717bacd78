import type { User } from '@app2wxapp/core';
import type { Audit } from './audit.port.js';
import type { AuthorityStore, Login, Redemption, TicketKey, Tombstone } from './authority-store.port.js';
import { buildUser } from './build-user.js';
import type { Clock } from './clock.port.js';
import { digest, equalDigests } from './digest.js';
import { createToken, type Random } from './random.port.js';
import { createRefreshToken } from './refresh-session.js';
import type { SessionStore } from './session-store.port.js';
import type { TokenSigner } from './token-signer.port.js';
import { findSessionTtlSeconds, type UserPool, type UserPools } from './user-pool.js';

/** What redeeming needs. */
export interface RedeemDependencies {
  readonly pools: UserPools;
  readonly store: AuthorityStore;
  readonly sessions: SessionStore;
  readonly signer: TokenSigner;
  readonly clock: Clock;
  readonly random: Random;
  readonly audit: Audit;
}

/** What a ticket opened. */
export interface OpenedLogin {
  /** The pool as it was for this login. */
  readonly pool: UserPool;
  readonly user: User;
  /** Only where the pool gives one. A credential: never log it. */
  readonly refreshToken?: string;
}

/** Prepares the attempt to take the ticket of `key`. */
export function createRedemption(
  { clock, random }: Pick<RedeemDependencies, 'clock' | 'random'>,
  request: { readonly codeVerifier?: string; readonly idempotencyKey?: string; readonly ip: string },
  attempt: { readonly pool: UserPool; readonly requireBinding: boolean; readonly key: TicketKey },
): Redemption {
  const { pool, requireBinding, key } = attempt;
  const { codeVerifier, idempotencyKey, ip } = request;
  const now = clock.now();
  return {
    userPoolId: pool.id,
    key,
    codeChallenge: codeVerifier === undefined ? null : digest(codeVerifier),
    requireBinding,
    now: new Date(now),
    ip,
    idempotencyDigest: idempotencyKey === undefined ? null : digest(idempotencyKey),
    session: { id: createToken(random, 16), expiresAt: new Date(now + findSessionTtlSeconds(pool) * 1000) },
  };
}

/** Signs the token of a login and builds the user that it is answered with. */
export async function openLogin(
  dependencies: RedeemDependencies,
  pool: UserPool,
  login: Login,
): Promise<OpenedLogin> {
  const user = buildUser(login, await dependencies.signer.sign(pool, login));
  const refreshToken = await createRefreshToken(dependencies, pool, login.sessionId);
  return refreshToken === undefined ? { pool, user } : { pool, user, refreshToken };
}

/** Whether a second use is the first request sent again: same key, same verifier, in the ticket's lifetime. */
export function isSameRequest(first: Tombstone, second: Redemption): boolean {
  return (
    first.expiresAt > second.now &&
    first.idempotencyDigest !== null &&
    second.idempotencyDigest !== null &&
    equalDigests(first.idempotencyDigest, second.idempotencyDigest) &&
    first.codeChallenge === second.codeChallenge
  );
}
