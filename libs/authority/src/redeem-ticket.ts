import { App2WxappError, type Ticket } from '@app2wxapp/core';
import type { Audit, TicketReason } from './audit.port.js';
import type { Login, Redemption, Tombstone } from './authority-store.port.js';
import { digest } from './digest.js';
import {
  isSameRequest,
  openLogin,
  type LoginRequest,
  type OpenedLogin,
  type RedeemDependencies,
} from './open-login.js';

/** Request to exchange a ticket. */
export interface RedeemRequest extends LoginRequest {
  /** Ticket to be exchanged. */
  readonly ticket: Ticket;
}

/**
 * Exchanges a ticket for its user, once.
 *
 * It checks, in this order: the pool; the secret; then it consumes the ticket; then the lifetime, the binding and the
 * account. So a wrong secret never consumes the ticket, and a wrong verifier always does. Of parallel uses exactly one
 * succeeds. A second use gets the same login if it is the same request with the same `Idempotency-Key`. Any other
 * valid second use is a replay and revokes the session of the ticket; without the right verifier, or after the
 * ticket's lifetime, it revokes nothing.
 *
 * @throws {App2WxappError} `user_pool_not_found`, `invalid_secret`, `invalid_ticket` (unknown, expired, used, of
 *   another pool or wrong verifier: one response for all), `user_blocked`
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 */
export async function redeemTicket(
  dependencies: RedeemDependencies,
  request: RedeemRequest,
): Promise<OpenedLogin> {
  return openLogin(dependencies, request, {
    step: 'exchange',
    key: { digest: digest(request.ticket) },
    requiresBinding: (pool, trusted) => (trusted ? pool.requireBindingWithSecret : pool.requireBinding),
    settle: (redemption, refusal) => {
      // Stryker disable next-line ConditionalExpression: the other refusals would be found again, by one statement more.
      if (refusal === 'not_taken') return settleSecondUse(dependencies, redemption);
      throw refuse(dependencies.audit, redemption, `ticket_${refusal}`);
    },
  });
}

async function settleSecondUse({ store, audit }: RedeemDependencies, redemption: Redemption): Promise<Login> {
  const { userPoolId, ip } = redemption;
  const tombstone = await store.findTombstone(userPoolId, redemption.key);
  if (!tombstone) throw refuse(audit, redemption, 'ticket_unknown');
  const { accountId, sessionId } = tombstone;
  if (tombstone.expiresAt <= redemption.now) throw refuse(audit, redemption, 'ticket_expired');
  if (!isBoundTo(tombstone, redemption)) throw refuse(audit, redemption, 'ticket_binding');
  if (tombstone.login && isSameRequest(tombstone, redemption)) {
    audit.record({ type: 'repeated', userPoolId, ip, accountId, sessionId: tombstone.login.sessionId });
    return tombstone.login;
  }
  // Stryker disable next-line ConditionalExpression: no session has no id, so none would be revoked.
  if (sessionId !== null) await store.revokeSession(sessionId, 'replay', redemption.now);
  audit.record({ type: 'replayed', userPoolId, ip, accountId, sessionId });
  throw invalidTicket();
}

/** Whether the presented verifier is the ticket's; also true for an unbound ticket, where that is allowed. */
function isBoundTo({ codeChallenge }: Tombstone, shown: Redemption): boolean {
  return codeChallenge === shown.codeChallenge && (codeChallenge !== null || !shown.requireBinding);
}

function refuse(audit: Audit, { userPoolId, ip }: Redemption, reason: TicketReason): App2WxappError {
  audit.record({ type: 'refused', step: 'exchange', reason, userPoolId, ip });
  return invalidTicket();
}

function invalidTicket(): App2WxappError {
  return new App2WxappError(
    'invalid_ticket',
    'The ticket is invalid: unknown, expired, already used, of another pool, or with a wrong codeVerifier. Log in again.',
  );
}
