import { App2WxappError, type User } from '@app2wxapp/core';
import { auditRefusal } from './audit-refusal.js';
import type { Login, Redemption, TicketKey, TicketRefusal, Tombstone } from './authority-store.port.js';
import { buildUser } from './build-user.js';
import { digest, equalDigests } from './digest.js';
import { createSessionId } from './random.port.js';
import { createRefreshToken, type RefreshDependencies } from './refresh-session.js';
import {
  findSessionTtlSeconds,
  requirePool,
  verifyPoolSecret,
  type UserPool,
  type UserPools,
} from './user-pool.js';

/** Dependencies of redeeming a ticket. */
export interface RedeemDependencies extends RefreshDependencies {
  /** Source of user pools. */
  readonly pools: UserPools;
}

/** Result of a redeemed ticket: the opened login. */
export interface OpenedLogin {
  /** Pool as it was for this login. */
  readonly pool: UserPool;
  /** User of the response, with the session token. */
  readonly user: User;
  /** Refresh token, only in pools that issue refresh tokens. A credential: never log it. */
  readonly refreshToken?: string;
}

/** Request for the user of a ticket. */
export interface LoginRequest {
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** Presented secret of the pool; absent in direct mode. */
  readonly secret?: string;
  /** Code verifier of a bound launch. */
  readonly codeVerifier?: string;
  /** Value of the `Idempotency-Key` header. */
  readonly idempotencyKey?: string;
  /** IP address of the caller; becomes the account's `lastIP`. */
  readonly ip: string;
}

/** Options of redeeming a ticket. */
export interface LoginWay {
  /** Step for the audit log. */
  readonly step: 'exchange' | 'claim';
  /** Key of the ticket. */
  readonly key: TicketKey;
  /** Returns whether the ticket must be bound. @param trusted whether the caller presented the secret of the pool */
  readonly requiresBinding: (pool: UserPool, trusted: boolean) => boolean;
  /** Finds the login of an earlier use that is repeated, or throws the refusal. */
  readonly settle: (redemption: Redemption, refusal: Exclude<TicketRefusal, 'blocked'>) => Promise<Login>;
}

/**
 * Redeems the ticket of `way.key` and opens its login.
 *
 * @throws {App2WxappError} `user_pool_not_found`, `invalid_secret`, `user_blocked`, and the error of `way.settle`
 */
export async function openLogin(
  dependencies: RedeemDependencies,
  request: LoginRequest,
  way: LoginWay,
): Promise<OpenedLogin> {
  const { audit, store } = dependencies;
  const { userPoolId, ip } = request;
  return auditRefusal(audit, { userPoolId, ip, step: way.step }, async () => {
    const pool = await requirePool(dependencies.pools, userPoolId);
    const trusted = verifyPoolSecret(pool, request.secret, dependencies.clock);
    const redemption = createRedemption(dependencies, request, {
      pool,
      requireBinding: way.requiresBinding(pool, trusted),
      key: way.key,
    });
    const { login, refusal } = await store.redeem(redemption);
    if (refusal === 'blocked') throw userBlocked();
    if (!login) return answerLogin(dependencies, pool, await way.settle(redemption, refusal));
    const { account, sessionId } = login;
    audit.record({ type: 'redeemed', userPoolId, ip, accountId: account.id, sessionId });
    return answerLogin(dependencies, pool, login);
  });
}

function createRedemption(
  { clock, random }: RedeemDependencies,
  { codeVerifier, idempotencyKey, ip }: LoginRequest,
  attempt: { readonly pool: UserPool; readonly requireBinding: boolean; readonly key: TicketKey },
): Redemption {
  const { pool, requireBinding, key } = attempt;
  const now = clock.now();
  return {
    userPoolId: pool.id,
    key,
    codeChallenge: codeVerifier === undefined ? null : digest(codeVerifier),
    requireBinding,
    now: new Date(now),
    ip,
    idempotencyDigest: idempotencyKey === undefined ? null : digest(idempotencyKey),
    session: {
      id: createSessionId(random, now),
      expiresAt: new Date(now + findSessionTtlSeconds(pool) * 1000),
    },
  };
}

/** Signs the token of a login and builds the user of the response. */
async function answerLogin(
  dependencies: RedeemDependencies,
  pool: UserPool,
  login: Login,
): Promise<OpenedLogin> {
  const user = buildUser(login, await dependencies.signer.sign(pool, login));
  const refreshToken = await createRefreshToken(dependencies, pool, login.sessionId);
  return refreshToken === undefined ? { pool, user } : { pool, user, refreshToken };
}

/** Creates the refusal of a user who may not log in. */
export function userBlocked(): App2WxappError {
  return new App2WxappError('user_blocked', 'This user is blocked. Ask an operator of the pool.');
}

/** Whether a second use is the first request repeated: same key, same verifier, within the ticket's lifetime. */
export function isSameRequest(first: Tombstone, second: Redemption): boolean {
  return (
    first.expiresAt > second.now &&
    first.idempotencyDigest !== null &&
    second.idempotencyDigest !== null &&
    equalDigests(first.idempotencyDigest, second.idempotencyDigest) &&
    // Stryker disable next-line ConditionalExpression: both callers have compared the challenges before.
    first.codeChallenge === second.codeChallenge
  );
}
