import { prepare } from '../database/statement.js';

/** Values of a ticket that {@link insertTicket} inserts. */
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

/** SQL of one ticket's row, from {@link TicketValues}. */
export const TICKET = `(SELECT $digest::text AS digest, $userPoolId::text AS user_pool_id, $appId::text AS app_id,
    $openid::text AS openid, $stateDigest::text AS state_digest, $codeChallenge::text AS code_challenge,
    $issuedAt::timestamptz AS issued_at, $expiresAt::timestamptz AS expires_at)`;

/**
 * SQL by which a newer ticket of the same login replaces an unused one in the row of a launch: renewals and
 * redemptions queue on its lock, and the second of them sees the result of the first.
 */
export const RENEW = `UPDATE
    SET digest = excluded.digest, issued_at = excluded.issued_at, expires_at = excluded.expires_at
    WHERE tickets.used_at IS NULL AND tickets.account_id = excluded.account_id AND tickets.app_id = excluded.app_id
      AND tickets.openid = excluded.openid AND tickets.code_challenge IS NOT DISTINCT FROM excluded.code_challenge`;

/**
 * Writes the SQL that inserts tickets: part of the statements that issue them. The ticket of a bound launch has one
 * row. A ticket has no row in the result when its launch is used, denied, or has a ticket of another login.
 *
 * @param source SQL of the tickets, named `ticket`, with the id of their account
 * @param whenIssued SQL for a launch that has a ticket
 */
export function insertTickets(source: string, whenIssued: string): string {
  return `INSERT INTO tickets
    (digest, user_pool_id, account_id, app_id, openid, state_digest, code_challenge, issued_at, expires_at)
    SELECT ticket.digest, ticket.user_pool_id, ticket.account_id, ticket.app_id, ticket.openid, ticket.state_digest,
      ticket.code_challenge, ticket.issued_at, ticket.expires_at
    FROM ${source}
      AND NOT EXISTS (SELECT 1 FROM denials WHERE denials.state_digest = ticket.state_digest
        AND denials.user_pool_id = ticket.user_pool_id)
    ORDER BY ticket.state_digest
    ON CONFLICT (state_digest, user_pool_id) WHERE state_digest IS NOT NULL DO ${whenIssued}
    RETURNING digest`;
}

/** Inserts a ticket for an account that another statement found, created or changed. */
export const INSERT_TICKET = prepare<TicketValues & { accountId: string }>(
  'insert_ticket',
  insertTickets(
    `(SELECT *, $accountId::text AS account_id FROM ${TICKET} AS one) AS ticket WHERE TRUE`,
    RENEW,
  ),
);
