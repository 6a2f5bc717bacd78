import { ACCOUNT_COLUMNS, type AccountRow } from './account-row.js';
import { prepare } from '../database/statement.js';

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

/** A session of the pool is active. */
const STANDS = `sessions.user_pool_id = $userPoolId AND sessions.revoked_at IS NULL
  AND sessions.expires_at > $now::timestamptz
  AND NOT accounts.blocked AND NOT accounts.is_deleted`;

export const FIND_SESSION = prepare<{ userPoolId: string; now: string; sessionId: string }, SessionRow>(
  'find_session',
  `SELECT ${SESSION_COLUMNS}, ${ACCOUNT_COLUMNS}
    FROM sessions JOIN accounts ON accounts.id = sessions.account_id
    WHERE sessions.id = $sessionId AND ${STANDS}`,
);

export const FIND_ACTIVE_ACCOUNT = prepare<{ userPoolId: string; accountId: string; issuedAt: string }>(
  'find_active_account',
  `SELECT id FROM accounts WHERE user_pool_id = $userPoolId AND id = $accountId AND NOT blocked AND NOT is_deleted
    AND (valid_after IS NULL OR valid_after <= $issuedAt::timestamptz)`,
);

/**
 * Takes the place of the one that the session has to use: of a repeated request the newest counts.
 */
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
 * As with tickets, one statement decides the winner. A token of a session that does not stand stays as it is: it is
 * worth nothing, and a second use of it proves nothing.
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
        AND sessions.id = refresh_tokens.session_id AND accounts.id = sessions.account_id AND ${STANDS}
      RETURNING refresh_tokens.expires_at AS refresh_expires_at, ${SESSION_COLUMNS}, ${ACCOUNT_COLUMNS}
    ), following AS (
      INSERT INTO refresh_tokens (digest, user_pool_id, session_id, expires_at)
      SELECT $nextDigest, $userPoolId, used.session_id, used.refresh_expires_at FROM used
    )
    SELECT * FROM used`,
);

export const FIND_REFRESH_TOKEN = prepare<
  { userPoolId: string; digest: string },
  { session_id: string; used: boolean }
>(
  'find_refresh_token',
  `SELECT session_id, used_at IS NOT NULL AS used FROM refresh_tokens
    WHERE user_pool_id = $userPoolId AND digest = $digest`,
);

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
