import { App2WxappError } from '@app2wxapp/core';
import { auditRefusal } from './audit-refusal.js';
import type { Login, Redemption, RedemptionResult } from './authority-store.port.js';
import { digest } from './digest.js';
import {
  createRedemption,
  isSameRequest,
  openLogin,
  type OpenedLogin,
  type RedeemDependencies,
} from './open-login.js';
import { requirePool, verifyPoolSecret } from './user-pool.js';

/** A bound launch whose answer was lost on the way back to the app. */
export interface ClaimRequest {
  readonly userPoolId: string;
  readonly state: string;
  readonly codeVerifier: string;
  readonly secret?: string;
  /** The `Idempotency-Key` header. */
  readonly idempotencyKey?: string;
  /** Address of the caller. */
  readonly ip: string;
}

/** For how long a refusal of the user is remembered: longer than any ticket lives. */
export const DENIAL_TTL_SECONDS = 900;

/**
 * Takes the ticket of a bound launch by its state and verifier, once, as {@link redeemTicket} would have: for an app
 * whose user came back without the message, or that was restarted meanwhile.
 *
 * @throws {App2WxappError} `user_pool_not_found`, `invalid_secret`, `user_blocked`; `login_pending` while there is no
 *   ticket, `login_denied` when the user said no, `login_expired` when the ticket is over or used, `invalid_ticket`
 *   when the verifier is not the launch's, which leaves the ticket good
 */
export async function claimLogin(
  dependencies: RedeemDependencies,
  request: ClaimRequest,
): Promise<OpenedLogin> {
  const { userPoolId, ip } = request;
  return auditRefusal(dependencies.audit, { userPoolId, ip, step: 'claim' }, async () => {
    const pool = await requirePool(dependencies.pools, userPoolId);
    verifyPoolSecret(pool, request.secret, dependencies.clock);
    const redemption = createRedemption(dependencies, request, {
      pool,
      requireBinding: true,
      key: { stateDigest: digest(request.state), codeChallenge: digest(request.codeVerifier) },
    });
    const result = await dependencies.store.redeem(redemption);
    return openLogin(dependencies, pool, await settle(dependencies, { redemption, result }));
  });
}

/** Stores that the user denied the login. Any caller that knows the state may do so; an issued ticket takes precedence. */
export async function denyLogin(
  { pools, store, clock, audit }: Pick<RedeemDependencies, 'pools' | 'store' | 'clock' | 'audit'>,
  request: { readonly userPoolId: string; readonly state: string; readonly ip: string },
): Promise<void> {
  const { userPoolId, ip, state } = request;
  await requirePool(pools, userPoolId);
  const expiresAt = new Date(clock.now() + DENIAL_TTL_SECONDS * 1000);
  await store.insertDenial({ userPoolId, stateDigest: digest(state), expiresAt });
  audit.record({ type: 'denied', userPoolId, ip });
}

async function settle(
  { store, audit }: RedeemDependencies,
  attempt: { readonly redemption: Redemption; readonly result: RedemptionResult },
): Promise<Login> {
  const { redemption, result } = attempt;
  const { userPoolId, ip, key } = redemption;
  if (result.login) {
    const { account, sessionId } = result.login;
    audit.record({ type: 'redeemed', userPoolId, ip, accountId: account.id, sessionId });
    return result.login;
  }
  if (result.refusal === 'blocked') {
    throw new App2WxappError('user_blocked', 'This user may not log in. Ask the operator of the pool.');
  }
  // Only the app that launched has the verifier: its second claim is late, not a replay.
  const tombstone = await store.findTombstone(userPoolId, key);
  if (tombstone?.login && isSameRequest(tombstone, redemption)) return tombstone.login;
  if (tombstone) throw new App2WxappError('login_expired', 'This login is over. Start a new one.');
  throw await explain({ store, audit }, redemption);
}

async function explain(
  { store, audit }: Pick<RedeemDependencies, 'store' | 'audit'>,
  { userPoolId, ip, key }: Redemption,
): Promise<App2WxappError> {
  const progress = 'digest' in key ? undefined : await store.findLaunch(userPoolId, key.stateDigest);
  if (progress === 'issued') {
    audit.record({ type: 'refused', step: 'claim', reason: 'ticket_binding', userPoolId, ip });
    return new App2WxappError('invalid_ticket', 'The verifier is not the one of this launch.');
  }
  return progress === 'denied'
    ? new App2WxappError('login_denied', 'The user said no.')
    : new App2WxappError('login_pending', 'The user is not finished in the mini program. Ask again soon.');
}
