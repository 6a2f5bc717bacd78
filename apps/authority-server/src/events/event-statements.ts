import { prepare } from '../database/statement.js';
import type { BatchValues } from '../store/batch-values.js';

/** Values of an event as it is written. */
export interface EventValues {
  readonly at: string;
  readonly type: string;
  readonly userPoolId: string;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly accountId: string | null;
  readonly ip: string;
  readonly requestId: string | null;
}

/**
 * Writes events, without the address where the user was deleted meanwhile. A deletion in progress ends first, and one
 * that begins waits until these are written, since both lock the account.
 */
export const INSERT_EVENTS = prepare<BatchValues<EventValues>>(
  'insert_audit_events',
  `WITH known AS (
      SELECT id FROM accounts WHERE id = ANY($accountId::text[]) ORDER BY id FOR KEY SHARE
    )
    INSERT INTO audit_events (at, type, user_pool_id, reason, detail, account_id, ip, request_id)
    SELECT event.at, event.type, event.user_pool_id, event.reason, event.detail, event.account_id,
      CASE WHEN event.account_id IS NULL OR event.account_id IN (SELECT id FROM known) THEN event.ip ELSE '' END,
      event.request_id
    FROM unnest($at::timestamptz[], $type::text[], $userPoolId::text[], $reason::text[], $detail::text[],
        $accountId::text[], $ip::text[], $requestId::text[])
      WITH ORDINALITY AS event (at, type, user_pool_id, reason, detail, account_id, ip, request_id, nth)
    ORDER BY event.nth LIMIT $count::int`,
);
