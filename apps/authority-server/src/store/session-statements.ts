import { ACCOUNT_COLUMNS, type AccountRow } from './account-row.js';
import { prepare } from '../database/statement.js';
import type { BatchValues } from './batch-values.js';

/** Row of a session. */
export interface SessionRow extends AccountRow {
  readonly session_id: string;
  readonly user_pool_id: string;
  readonly app_id: string;
  readonly openid: string;
  readonly ip: string;
  readonly expires_at: Date;
}

const SESSION_COLUMNS =
  'sessions.id AS session_id, sessions.user_pool_id, sessions.app_id, sessions.openid, sessions.ip, ' +
  'sessions.expires_at';

/**
 * Condition on the pool that no index serves: on tables that are empty or were never analyzed, PostgreSQL would scan
 * a whole pool instead of looking up an id.
 */
const isOfPool = (table: string, userPoolId: string) =>
  `${table}.user_pool_id IS NOT DISTINCT FROM ${userPoolId}`;
const isActive = (now: string) => `sessions.revoked_at IS NULL AND sessions.expires_at > ${now}`;
const MAY_LOG_IN = 'NOT accounts.blocked AND NOT accounts.is_deleted';

/** Number of a request whose result is true, from 1. Others have no row. */
interface YesRow {
  readonly nth: number;
}

/** Finds the active of many sessions. As with exchanges, the `LIMIT` drops nothing: it is their number. */
export const FIND_ACTIVE_SESSIONS = prepare<
  BatchValues<{ userPoolId: string; sessionId: string; now: string }>,
  YesRow
>(
  'find_active_sessions',
  `WITH asked AS (
      SELECT * FROM unnest($userPoolId::text[], $sessionId::text[], $now::timestamptz[])
        WITH ORDINALITY AS asked (user_pool_id, session_id, now, nth) LIMIT $count::int
    )
    SELECT asked.nth::int AS nth FROM asked
    JOIN sessions ON sessions.id = asked.session_id AND ${isActive('asked.now')}
      AND ${isOfPool('sessions', 'asked.user_pool_id')}
    JOIN accounts ON accounts.id = sessions.account_id AND ${MAY_LOG_IN}`,
);

/** Finds the active of many accounts. */
export const FIND_ACTIVE_ACCOUNTS = prepare<
  BatchValues<{ userPoolId: string; accountId: string; issuedAt: string }>,
  YesRow
>(
  'find_active_accounts',
  `WITH asked AS (
      SELECT * FROM unnest($userPoolId::text[], $accountId::text[], $issuedAt::timestamptz[])
        WITH ORDINALITY AS asked (user_pool_id, account_id, issued_at, nth) LIMIT $count::int
    )
    SELECT asked.nth::int AS nth FROM asked
    JOIN accounts ON accounts.id = asked.account_id AND ${isOfPool('accounts', 'asked.user_pool_id')} AND ${MAY_LOG_IN}
      AND (accounts.valid_after IS NULL OR accounts.valid_after <= asked.issued_at)`,
);

/** Inserts a refresh token in place of the session's unused one: of a repeated request the newest counts. */
export const INSERT_REFRESH_TOKEN = prepare<{
  digest: string;
  userPoolId: string;
  sessionId: string;
  expiresAt: string;
}>(
  'insert_refresh_token',
  `INSERT INTO refresh_tokens (digest, user_pool_id, session_id, expires_at) VALUES ($digest, $userPoolId, $sessionId, $expiresAt)
    ON CONFLICT (session_id) WHERE used_at IS NULL
    DO UPDATE SET digest = excluded.digest, expires_at = excluded.expires_at`,
);

/**
 * Replaces a refresh token. As with tickets, one statement decides which use succeeds. A token of an inactive session
 * is left unchanged: it is worthless, and a second use of it proves nothing.
 */
export const ROTATE_REFRESH_TOKEN = prepare<
  { userPoolId: string; now: string; digest: string; nextDigest: string },
  SessionRow
>(
  'rotate_refresh_token',
  `WITH used AS (
      UPDATE refresh_tokens SET used_at = $now::timestamptz
      FROM sessions, accounts
      WHERE refresh_tokens.digest = $digest AND refresh_tokens.user_pool_id = $userPoolId
        AND refresh_tokens.used_at IS NULL AND refresh_tokens.expires_at > $now::timestamptz
        AND sessions.id = (SELECT session_id FROM refresh_tokens WHERE digest = $digest)
        AND ${isActive('$now::timestamptz')}
        AND accounts.id = sessions.account_id AND ${MAY_LOG_IN}
      RETURNING refresh_tokens.expires_at AS refresh_expires_at, ${SESSION_COLUMNS}, ${ACCOUNT_COLUMNS}
    ), following AS (
      INSERT INTO refresh_tokens (digest, user_pool_id, session_id, expires_at)
      SELECT $nextDigest, $userPoolId, used.session_id, used.refresh_expires_at FROM used
    )
    SELECT * FROM used`,
);

/** Finds a refresh token. */
export const FIND_REFRESH_TOKEN = prepare<
  { userPoolId: string; digest: string },
  { session_id: string; used: boolean }
>(
  'find_refresh_token',
  `SELECT session_id, used_at IS NOT NULL AS used FROM refresh_tokens
    WHERE user_pool_id = $userPoolId AND digest = $digest`,
);

/** Finds the active session of a refresh token. */
export const FIND_REFRESH_SESSION = prepare<
  { userPoolId: string; digest: string; now: string },
  { id: string; account_id: string }
>(
  'find_refresh_session',
  `SELECT sessions.id, sessions.account_id FROM sessions
    JOIN accounts ON accounts.id = sessions.account_id AND ${MAY_LOG_IN}
    WHERE ${isActive('$now::timestamptz')} AND sessions.id =
      (SELECT session_id FROM refresh_tokens WHERE user_pool_id = $userPoolId AND digest = $digest)`,
);

/** Revokes all sessions of an account. */
export const REVOKE_ALL_SESSIONS = prepare<{
  accountId: string;
  now: string;
  reason: string;
  validAfter: string;
}>(
  'revoke_all_sessions',
  `WITH moved AS (
      UPDATE accounts SET valid_after = greatest(valid_after, $validAfter::timestamptz) WHERE id = $accountId RETURNING id
    )
    UPDATE sessions SET revoked_at = $now::timestamptz, revoked_reason = $reason FROM moved
    WHERE account_id = moved.id AND revoked_at IS NULL AND expires_at > $now::timestamptz RETURNING sessions.id`,
);
