import { App2WxappError } from '@app2wxapp/core';
import type { Login, Redemption } from './authority-store.port.js';
import { digest } from './digest.js';
import {
  isSameRequest,
  openLogin,
  type LoginRequest,
  type OpenedLogin,
  type RedeemDependencies,
} from './open-login.js';
import { requirePool } from './user-pool.js';

/** Claim of a bound launch whose result did not reach the app. */
export interface ClaimRequest extends LoginRequest {
  /** State of the launch. */
  readonly state: string;
  /** Code verifier of the launch. */
  readonly codeVerifier: string;
}

/** Seconds that a denial is stored: longer than the lifetime of any ticket. */
export const DENIAL_TTL_SECONDS = 900;

/**
 * Redeems the ticket of a bound launch by its state and verifier, once, under the rules of {@link redeemTicket}: for
 * an app whose user returned without a result, or that was restarted during the login.
 *
 * @throws {App2WxappError} `user_pool_not_found`, `invalid_secret`, `user_blocked`; `login_pending` while there is no
 *   ticket, `login_denied` when the user denied the login, `login_expired` when the ticket has expired or was used,
 *   `invalid_ticket` when the verifier is not the launch's, which leaves the ticket valid
 */
export async function claimLogin(
  dependencies: RedeemDependencies,
  request: ClaimRequest,
): Promise<OpenedLogin> {
  return openLogin(dependencies, request, {
    step: 'claim',
    key: { stateDigest: digest(request.state), codeChallenge: digest(request.codeVerifier) },
    // Stryker disable next-line BooleanLiteral,ArrowFunction: the key has the challenge, so no other launch is found.
    requiresBinding: () => true,
    settle: (redemption) => settleLateClaim(dependencies, redemption),
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

async function settleLateClaim(dependencies: RedeemDependencies, redemption: Redemption): Promise<Login> {
  const { userPoolId, key } = redemption;
  // Only the app that launched has the verifier: its second claim is late, not a replay.
  const tombstone = await dependencies.store.findTombstone(userPoolId, key);
  if (tombstone?.login && isSameRequest(tombstone, redemption)) return tombstone.login;
  if (tombstone) throw new App2WxappError('login_expired', 'This login has expired. Start a new one.');
  throw await explain(dependencies, redemption);
}

async function explain(
  { store, audit }: Pick<RedeemDependencies, 'store' | 'audit'>,
  { userPoolId, ip, key }: Redemption,
): Promise<App2WxappError> {
  // Stryker disable next-line StringLiteral: the key of a claim never has a digest; this is for the compiler.
  const progress = 'digest' in key ? undefined : await store.findLaunch(userPoolId, key.stateDigest);
  if (progress === 'issued') {
    audit.record({ type: 'refused', step: 'claim', reason: 'ticket_binding', userPoolId, ip });
    return new App2WxappError(
      'invalid_ticket',
      'The codeVerifier does not belong to this launch. Send the one whose hash is the codeChallenge.',
    );
  }
  return progress === 'denied'
    ? new App2WxappError('login_denied', 'The user denied the login.')
    : new App2WxappError('login_pending', 'The user has not finished in the mini program. Try again soon.');
}
