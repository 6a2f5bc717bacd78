import { prepare } from '../database/statement.js';

/** The ticket that {@link insertTicket} inserts. */
export interface TicketValues {
  readonly digest: string;
  readonly userPoolId: string;
  readonly appId: string;
  readonly openid: string;
  readonly stateDigest: string | null;
  readonly codeChallenge: string | null;
  readonly issuedAt: string;
  readonly expiresAt: string;
}

/**
 * Writes the insertion of a ticket for an account: part of the statements that issue one.
 *
 * The ticket of a bound launch has one row, which a newer ticket of the same login takes over while it is unused:
 * renewals and redemptions queue on its lock, and the second of them sees what the first made of it. No row in the
 * answer: the launch is used, denied, or has a ticket of another login.
 *
 * @param accountId expression
 * @param source of at most one row, with a condition
 */
export function insertTicket(accountId: string, source: string): string {
  return `INSERT INTO tickets
    (digest, user_pool_id, account_id, app_id, openid, state_digest, code_challenge, issued_at, expires_at)
    SELECT $digest, $userPoolId, ${accountId}, $appId, $openid, $stateDigest, $codeChallenge, $issuedAt::timestamptz,
      $expiresAt::timestamptz
    FROM ${source}
      AND NOT EXISTS (SELECT 1 FROM denials WHERE state_digest = $stateDigest AND user_pool_id = $userPoolId)
    ON CONFLICT (state_digest, user_pool_id) WHERE state_digest IS NOT NULL DO UPDATE
    SET digest = excluded.digest, issued_at = excluded.issued_at, expires_at = excluded.expires_at
    WHERE tickets.used_at IS NULL AND tickets.account_id = excluded.account_id AND tickets.app_id = excluded.app_id
      AND tickets.openid = excluded.openid AND tickets.code_challenge IS NOT DISTINCT FROM excluded.code_challenge
    RETURNING 1`;
}

/** Inserts a ticket for an account that another statement found, created or changed. */
export const INSERT_TICKET = prepare<TicketValues & { accountId: string }>(
  'insert_ticket',
  insertTicket('$accountId', '(SELECT 1) AS once WHERE TRUE'),
);
