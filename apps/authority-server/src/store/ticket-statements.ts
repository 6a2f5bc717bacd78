import type { AccountRow } from './account-row.js';
import { ACCOUNT_COLUMNS } from './account-row.js';
import { prepare } from '../database/statement.js';
import type { BatchValues } from './batch-values.js';

/** Key by which a ticket is found: by its own digest, or by the state and the challenge of its launch. */
export type Lookup = 'digest' | 'state';

// A lookup by digest has no challenge and checks that, since every parameter must be used.
const IS_KEY: Readonly<Record<Lookup, (key: string, challenge: string) => string>> = {
  digest: (key, challenge) => `tickets.digest = ${key} AND ${challenge}::text IS NULL`,
  state: (key, challenge) => `tickets.state_digest = ${key} AND tickets.code_challenge = ${challenge}`,
};

/** Row of a redeemed ticket. */
export interface RedeemRow extends AccountRow {
  /** Session id of the attempt, which identifies it. */
  readonly attempt_session_id: string;
  readonly alive: boolean;
  readonly bound: boolean;
  readonly app_id: string;
  readonly openid: string;
  /** Number of the account's logins; `null` when no session was opened, as is every column of the account. */
  readonly login_number: number | null;
}

/**
 * Statement of an exchange, for any number of attempts at once. `taken` decides which succeed: parallel attempts
 * queue on the ticket's row, and all but the first then see that it is used. Everything that depends on it is in the
 * same statement. An attempt that consumed nothing has no row in the result.
 *
 * Rows are locked in one order, tickets by key and then accounts by id, so that two statements never wait for each
 * other in a circle. The `LIMIT` drops nothing: it is the number of attempts. Without it PostgreSQL expects ten
 * attempts where it has no statistics, and rather plans again for each single exchange.
 */
export const REDEEM = { digest: buildRedeem('digest'), state: buildRedeem('state') };

/** Values of one attempt of {@link REDEEM}. */
export interface RedeemValues {
  readonly key: string;
  readonly keyChallenge: string | null;
  readonly userPoolId: string;
  readonly now: string;
  readonly sessionId: string;
  readonly idempotencyDigest: string | null;
  /** Challenge of the presented verifier. */
  readonly challenge: string | null;
  readonly needsBinding: boolean;
  readonly ip: string;
  readonly sessionEnd: string;
}

function buildRedeem(lookup: Lookup) {
  return prepare<BatchValues<RedeemValues>, RedeemRow>(
    `redeem_by_${lookup}`,
    `WITH attempts AS (
    SELECT * FROM unnest($key::text[], $keyChallenge::text[], $userPoolId::text[], $now::timestamptz[],
      $sessionId::text[], $idempotencyDigest::text[], $challenge::text[], $needsBinding::boolean[], $ip::text[],
      $sessionEnd::timestamptz[]) AS attempt
      (key, key_challenge, user_pool_id, now, session_id, idempotency_digest, challenge, needs_binding, ip, session_end)
    ORDER BY attempt.key LIMIT $count::int
  ), taken AS (
    UPDATE tickets SET used_at = attempts.now, session_id = attempts.session_id,
      idempotency_digest = attempts.idempotency_digest
    FROM attempts
    WHERE ${IS_KEY[lookup]('attempts.key', 'attempts.key_challenge')}
      AND tickets.user_pool_id = attempts.user_pool_id AND tickets.used_at IS NULL
    RETURNING attempts.session_id, attempts.user_pool_id, attempts.now, attempts.ip, attempts.session_end,
      tickets.account_id, tickets.app_id, tickets.openid, tickets.expires_at > attempts.now AS alive,
      tickets.code_challenge IS NOT DISTINCT FROM attempts.challenge
        AND (attempts.challenge IS NOT NULL OR NOT attempts.needs_binding) AS bound
  ), valid AS (
    SELECT *, (row_number() OVER (PARTITION BY account_id ORDER BY session_id))::int AS nth,
      (count(*) OVER (PARTITION BY account_id))::int AS total
    FROM taken WHERE alive AND bound
  ), counted AS (
    UPDATE accounts SET logins_count = accounts.logins_count + valid.total, last_login = valid.now, last_ip = valid.ip
    FROM valid
    WHERE accounts.id = valid.account_id AND valid.nth = valid.total AND NOT accounts.blocked AND NOT accounts.is_deleted
    RETURNING ${ACCOUNT_COLUMNS}, accounts.logins_count - valid.total AS logins_before
  ), opened AS (
    INSERT INTO sessions
      (id, user_pool_id, account_id, app_id, openid, ip, logins_count, created_at, expires_at)
    SELECT valid.session_id, valid.user_pool_id, valid.account_id, valid.app_id, valid.openid, valid.ip,
      counted.logins_before + valid.nth, valid.now, valid.session_end
    FROM valid JOIN counted ON counted.id = valid.account_id
    RETURNING sessions.id, sessions.logins_count AS login_number
  )
  SELECT taken.session_id AS attempt_session_id, taken.alive, taken.bound, taken.app_id, taken.openid,
    opened.login_number, counted.*
  FROM taken LEFT JOIN opened ON opened.id = taken.session_id LEFT JOIN counted ON counted.id = taken.account_id`,
  );
}

/** Row of a consumed ticket. */
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

/** Finds the record of a consumed ticket. */
export const FIND_TOMBSTONE = { digest: buildFindTombstone('digest'), state: buildFindTombstone('state') };

function buildFindTombstone(lookup: Lookup) {
  return prepare<{ key: string; keyChallenge: string | null; userPoolId: string }, TombstoneRow>(
    `find_tombstone_by_${lookup}`,
    `SELECT tickets.account_id AS ticket_account_id, tickets.code_challenge, tickets.idempotency_digest,
      tickets.expires_at AS ticket_expires_at, tickets.app_id, tickets.openid, sessions.id AS session_id,
      sessions.revoked_at, sessions.ip, sessions.created_at AS logged_in_at,
      sessions.logins_count AS login_number, ${ACCOUNT_COLUMNS}
    FROM tickets
    LEFT JOIN sessions ON sessions.id = tickets.session_id
    LEFT JOIN accounts ON accounts.id = sessions.account_id
    WHERE ${IS_KEY[lookup]('$key', '$keyChallenge')} AND tickets.user_pool_id = $userPoolId AND tickets.used_at IS NOT NULL
    ORDER BY tickets.used_at DESC LIMIT 1`,
  );
}

/** Revokes a session. The account is locked before the session, in the order of blocking. */
export const REVOKE_SESSION = prepare<{ sessionId: string; now: string; reason: string; validAfter: string }>(
  'revoke_session',
  `WITH moved AS (
      UPDATE accounts SET valid_after = greatest(valid_after, $validAfter::timestamptz) FROM sessions
      WHERE sessions.id = $sessionId AND sessions.revoked_at IS NULL AND accounts.id = sessions.account_id
      RETURNING accounts.id
    )
    UPDATE sessions SET revoked_at = $now::timestamptz, revoked_reason = $reason FROM moved
    WHERE sessions.id = $sessionId AND revoked_at IS NULL RETURNING sessions.id`,
);

/** Stores a denial. */
export const INSERT_DENIAL = prepare<{ userPoolId: string; stateDigest: string; expiresAt: string }>(
  'insert_denial',
  `INSERT INTO denials (user_pool_id, state_digest, expires_at) VALUES ($userPoolId, $stateDigest, $expiresAt)
    ON CONFLICT (user_pool_id, state_digest) DO UPDATE SET expires_at = excluded.expires_at`,
);

/** Row of a launch's progress. */
export interface LaunchRow {
  readonly issued: boolean;
  readonly denied: boolean;
}

/** Finds the progress of a bound launch. */
export const FIND_LAUNCH = prepare<{ userPoolId: string; stateDigest: string }, LaunchRow>(
  'find_launch',
  `SELECT
    EXISTS (SELECT 1 FROM tickets WHERE state_digest = $stateDigest AND user_pool_id = $userPoolId) AS issued,
    EXISTS (SELECT 1 FROM denials WHERE state_digest = $stateDigest AND user_pool_id = $userPoolId) AS denied`,
);
