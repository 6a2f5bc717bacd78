import { ACCOUNT_COLUMNS, type AccountRow } from './account-row.js';
import type { Statement } from '../database/database.js';

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

/** A session stands: $1 is the pool, $2 is now. */
const STANDS = `sessions.user_pool_id = $1 AND sessions.revoked_at IS NULL AND sessions.expires_at > $2::timestamptz
  AND NOT accounts.blocked AND NOT accounts.is_deleted`;

/** $1 pool · $2 now · $3 session */
export const FIND_SESSION: Statement = {
  name: 'find_session',
  text: `SELECT ${SESSION_COLUMNS}, ${ACCOUNT_COLUMNS}
    FROM sessions JOIN accounts ON accounts.id = sessions.account_id
    WHERE sessions.id = $3 AND ${STANDS}`,
};

/** $1 pool · $2 account · $3 issue of the token */
export const FIND_ACTIVE_ACCOUNT: Statement = {
  name: 'find_active_account',
  text: `SELECT id FROM accounts WHERE user_pool_id = $1 AND id = $2 AND NOT blocked AND NOT is_deleted
    AND (valid_after IS NULL OR valid_after <= $3::timestamptz)`,
};

/**
 * Takes the place of the one that the session has to use: of a repeated request the newest counts.
 *
 * $1 digest · $2 pool · $3 session · $4 end
 */
export const INSERT_REFRESH_TOKEN: Statement = {
  name: 'insert_refresh_token',
  text: `INSERT INTO refresh_tokens (digest, user_pool_id, session_id, expires_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (session_id) WHERE used_at IS NULL
    DO UPDATE SET digest = excluded.digest, expires_at = excluded.expires_at`,
};

/**
 * As with tickets, one statement decides the winner. A token of a session that does not stand stays as it is: it is
 * worth nothing, and a second use of it proves nothing.
 *
 * $1 pool · $2 now · $3 digest · $4 digest of the next
 */
export const ROTATE_REFRESH_TOKEN: Statement = {
  name: 'rotate_refresh_token',
  text: `WITH used AS (
      UPDATE refresh_tokens SET used_at = $2::timestamptz
      FROM sessions, accounts
      WHERE refresh_tokens.digest = $3 AND refresh_tokens.user_pool_id = $1
        AND refresh_tokens.used_at IS NULL AND refresh_tokens.expires_at > $2::timestamptz
        AND sessions.id = refresh_tokens.session_id AND accounts.id = sessions.account_id AND ${STANDS}
      RETURNING refresh_tokens.expires_at AS refresh_expires_at, ${SESSION_COLUMNS}, ${ACCOUNT_COLUMNS}
    ), following AS (
      INSERT INTO refresh_tokens (digest, user_pool_id, session_id, expires_at)
      SELECT $4, $1, used.session_id, used.refresh_expires_at FROM used
    )
    SELECT * FROM used`,
};

/** $1 pool · $2 digest */
export const FIND_REFRESH_TOKEN: Statement = {
  name: 'find_refresh_token',
  text: `SELECT session_id, used_at IS NOT NULL AS used FROM refresh_tokens
    WHERE user_pool_id = $1 AND digest = $2`,
};

/** $1 account · $2 now · $3 reason · $4 from when on tokens without a session are valid */
export const REVOKE_ALL_SESSIONS: Statement = {
  name: 'revoke_all_sessions',
  text: `WITH moved AS (
      UPDATE accounts SET valid_after = greatest(valid_after, $4::timestamptz) WHERE id = $1 RETURNING id
    )
    UPDATE sessions SET revoked_at = $2::timestamptz, revoked_reason = $3 FROM moved
    WHERE account_id = moved.id AND revoked_at IS NULL AND expires_at > $2::timestamptz RETURNING sessions.id`,
};
