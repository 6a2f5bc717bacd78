import type { AccountRow } from './account-row.js';
import { ACCOUNT_COLUMNS } from './account-row.js';
import type { Statement } from './database.js';

/** How a ticket is found: by its own digest, or by the state and the challenge of its launch. */
type Lookup = 'digest' | 'state';

// $1 and $2 are the key; a lookup by digest leaves $2 unused and says so, since every parameter needs a type.
const IS_KEY: Readonly<Record<Lookup, string>> = {
  digest: 'tickets.digest = $1 AND $2::text IS NULL',
  state: 'tickets.state_digest = $1 AND tickets.code_challenge = $2',
};

/**
 * The unused ticket of a bound launch has one row, which a newer ticket takes over: whoever renews it and whoever takes
 * it queue on its lock, and the second of them sees what the first made of it.
 */
export const INSERT_TICKET: Statement = {
  name: 'insert_ticket',
  text: `INSERT INTO tickets
    (digest, user_pool_id, account_id, app_id, openid, state_digest, code_challenge, issued_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (state_digest, user_pool_id) WHERE state_digest IS NOT NULL AND used_at IS NULL DO UPDATE
    SET digest = excluded.digest, account_id = excluded.account_id, app_id = excluded.app_id,
      openid = excluded.openid, code_challenge = excluded.code_challenge, issued_at = excluded.issued_at,
      expires_at = excluded.expires_at`,
};

export interface RedeemRow extends AccountRow {
  readonly alive: boolean;
  readonly bound: boolean;
  readonly app_id: string;
  readonly openid: string;
  /** `null` when nothing was opened, and with it every other column of the account. */
  readonly counted_id: string | null;
}

/**
 * The one statement of an exchange. `taken` decides the winner: concurrent takes queue on the row's lock, and all
 * but the first then see that it is used. What depends on it happens in the same statement or not at all.
 *
 * $1, $2 key · $3 pool · $4 now · $5 session id · $6 idempotency digest · $7 challenge that was shown ·
 * $8 binding required · $9 address · $10 end of the session
 */
export const REDEEM: Readonly<Record<Lookup, Statement>> = {
  digest: { name: 'redeem_by_digest', text: buildRedeem('digest') },
  state: { name: 'redeem_by_state', text: buildRedeem('state') },
};

function buildRedeem(lookup: Lookup): string {
  return `WITH taken AS (
    UPDATE tickets SET used_at = $4::timestamptz, session_id = $5, idempotency_digest = $6
    WHERE ${IS_KEY[lookup]} AND tickets.user_pool_id = $3 AND tickets.used_at IS NULL
    RETURNING tickets.account_id, tickets.app_id, tickets.openid, tickets.expires_at > $4::timestamptz AS alive,
      tickets.code_challenge IS NOT DISTINCT FROM $7::text AND ($7::text IS NOT NULL OR NOT $8::boolean) AS bound
  ), counted AS (
    UPDATE accounts SET logins_count = accounts.logins_count + 1, last_login = $4::timestamptz, last_ip = $9
    FROM taken
    WHERE accounts.id = taken.account_id AND taken.alive AND taken.bound
      AND NOT accounts.blocked AND NOT accounts.is_deleted
    RETURNING ${ACCOUNT_COLUMNS}
  ), opened AS (
    INSERT INTO sessions
      (id, user_pool_id, account_id, app_id, openid, ip, logins_count, created_at, expires_at)
    SELECT $5, $3, counted.id, taken.app_id, taken.openid, $9, counted.logins_count,
      $4::timestamptz, $10::timestamptz
    FROM counted, taken
  )
  SELECT taken.alive, taken.bound, taken.app_id, taken.openid, counted.id AS counted_id, counted.*
  FROM taken LEFT JOIN counted ON true`;
}

export interface TombstoneRow extends AccountRow {
  readonly ticket_account_id: string;
  readonly code_challenge: string | null;
  readonly idempotency_digest: string | null;
  readonly ticket_expires_at: Date;
  readonly app_id: string;
  readonly openid: string;
  readonly session_id: string | null;
  readonly revoked_at: Date | null;
  readonly ip: string;
  readonly logged_in_at: Date;
  readonly login_number: number;
}

/** $1, $2 key · $3 pool */
export const FIND_TOMBSTONE: Readonly<Record<Lookup, Statement>> = {
  digest: { name: 'find_tombstone_by_digest', text: buildFindTombstone('digest') },
  state: { name: 'find_tombstone_by_state', text: buildFindTombstone('state') },
};

function buildFindTombstone(lookup: Lookup): string {
  return `SELECT tickets.account_id AS ticket_account_id, tickets.code_challenge, tickets.idempotency_digest,
      tickets.expires_at AS ticket_expires_at, tickets.app_id, tickets.openid, sessions.id AS session_id,
      sessions.revoked_at, sessions.ip, sessions.created_at AS logged_in_at,
      sessions.logins_count AS login_number, ${ACCOUNT_COLUMNS}
    FROM tickets
    LEFT JOIN sessions ON sessions.id = tickets.session_id
    LEFT JOIN accounts ON accounts.id = sessions.account_id
    WHERE ${IS_KEY[lookup]} AND tickets.user_pool_id = $3 AND tickets.used_at IS NOT NULL
    ORDER BY tickets.used_at DESC LIMIT 1`;
}

/** $1 session · $2 now · $3 reason */
export const REVOKE_SESSION: Statement = {
  name: 'revoke_session',
  text: `UPDATE sessions SET revoked_at = $2, revoked_reason = $3
    WHERE id = $1 AND revoked_at IS NULL RETURNING id`,
};

/** $1 pool · $2 state digest · $3 end */
export const INSERT_DENIAL: Statement = {
  name: 'insert_denial',
  text: `INSERT INTO denials (user_pool_id, state_digest, expires_at) VALUES ($1, $2, $3)
    ON CONFLICT (user_pool_id, state_digest) DO UPDATE SET expires_at = excluded.expires_at`,
};

export interface LaunchRow {
  readonly issued: boolean;
  readonly denied: boolean;
}

/** $1 pool · $2 state digest */
export const FIND_LAUNCH: Statement = {
  name: 'find_launch',
  text: `SELECT
    EXISTS (SELECT 1 FROM tickets WHERE state_digest = $2 AND user_pool_id = $1) AS issued,
    EXISTS (SELECT 1 FROM denials WHERE state_digest = $2 AND user_pool_id = $1) AS denied`,
};
