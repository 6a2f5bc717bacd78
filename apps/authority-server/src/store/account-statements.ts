import { ACCOUNT_COLUMNS, type AccountRow } from './account-row.js';
import type { BatchValues } from './batch-values.js';
import { insertTickets, RENEW, TICKET, type TicketValues } from './insert-ticket.js';
import { prepare } from '../database/statement.js';

/** Values that identify a WeChat user and its account. */
interface IdentityValues {
  readonly userPoolId: string;
  readonly unionid: string | null;
  readonly appId: string;
  readonly openid: string;
  /** Phone number by which an account may be found; `null` where the pool does not link by phone. */
  readonly linkPhone: string | null;
}

/** Values that a WeChat user adds to an account; `null` for those without one. */
export interface BroughtValues {
  readonly unionid: string | null;
  readonly e164: string | null;
  readonly phone: string | null;
  readonly nickname: string | null;
}

/** Row of a found account. */
export interface FoundAccountRow extends AccountRow {
  /** Account that the WeChat user is linked to; `null` when the user is new. */
  readonly linked_id: string | null;
  /** Whether another account has the unionid. */
  readonly unionid_taken: boolean;
}

/** Values of one login of a WeChat user: its identity, its new values, and its ticket. */
export type IssueValues = IdentityValues & BroughtValues & TicketValues;

/** Common table of the requests. As with exchanges, the `LIMIT` drops nothing: it is their number. */
const ASKED = `asked AS (
      SELECT * FROM unnest($userPoolId::text[], $unionid::text[], $appId::text[], $openid::text[], $linkPhone::text[],
        $e164::text[], $phone::text[], $nickname::text[], $digest::text[], $stateDigest::text[], $codeChallenge::text[],
        $issuedAt::timestamptz[], $expiresAt::timestamptz[]) AS asked
        (user_pool_id, unionid, app_id, openid, link_phone, e164, phone, nickname, digest, state_digest, code_challenge,
          issued_at, expires_at)
      LIMIT $count::int
    )`;

/**
 * Query for the accounts of `asked`. An account that may not log in comes first when the WeChat user is linked to it:
 * see `AuthorityStore.issue`. Accounts are looked up one by one, since PostgreSQL would join a table that is small
 * now by reading all of it, and keep that plan.
 */
const FOUND = `WITH candidates AS (
        SELECT id, 1 AS rank FROM accounts WHERE user_pool_id = asked.user_pool_id AND unionid = asked.unionid
        UNION ALL
        SELECT account_id, 2 FROM identities
          WHERE user_pool_id = asked.user_pool_id AND app_id = asked.app_id AND openid = asked.openid
        UNION ALL
        (SELECT id, 3 FROM accounts WHERE user_pool_id = asked.user_pool_id AND phone_e164 = asked.link_phone
          ORDER BY signed_up, id LIMIT 1)
      )
      SELECT ${ACCOUNT_COLUMNS}, accounts.phone_e164,
        (SELECT linked.id FROM candidates AS linked WHERE linked.rank = 2) AS linked_id,
        EXISTS (SELECT 1 FROM candidates AS owner WHERE owner.rank = 1 AND owner.id <> accounts.id) AS unionid_taken
      FROM candidates, LATERAL (SELECT * FROM accounts WHERE id = candidates.id LIMIT 1) AS accounts
      ORDER BY candidates.rank = 2 AND (accounts.blocked OR accounts.is_deleted) DESC, candidates.rank LIMIT 1`;

/** Finds the account of a WeChat user. */
export const FIND_ACCOUNT = prepare<IdentityValues, FoundAccountRow>(
  'find_account',
  `SELECT found.* FROM (SELECT $userPoolId::text AS user_pool_id, $unionid::text AS unionid, $appId::text AS app_id,
      $openid::text AS openid, $linkPhone::text AS link_phone) AS asked, LATERAL (${FOUND}) AS found`,
);

/** Row of an issued ticket. */
export interface IssueRow extends AccountRow {
  /** Digest of the requested ticket. */
  readonly digest: string;
  /** Whether the WeChat user has new values for the account. */
  readonly has_news: boolean;
  /** Whether the ticket was stored. */
  readonly kept: boolean;
}

/**
 * Issues tickets to WeChat users without new values for an account, or finds out which users have no account or new
 * values. A user without new values needs no lock.
 *
 * `together` takes any number and stores no ticket of a launch that has one: to renew several it would lock them by
 * another key than exchanges do, and two statements could wait for each other in a circle. `alone` renews, and is for
 * one.
 */
export const ISSUE = { together: buildIssue('together', 'NOTHING'), alone: buildIssue('alone', RENEW) };

function buildIssue(name: string, whenIssued: string) {
  return prepare<BatchValues<IssueValues>, IssueRow>(
    `issue_${name}`,
    `WITH ${ASKED}, known AS (
      SELECT found.*, found.id AS account_id, asked.user_pool_id, asked.app_id, asked.openid, asked.digest,
        asked.state_digest, asked.code_challenge, asked.issued_at, asked.expires_at,
        found.linked_id IS DISTINCT FROM found.id
          OR (asked.unionid IS NOT NULL AND found.unionid IS DISTINCT FROM asked.unionid AND NOT found.unionid_taken)
          OR (asked.e164 IS NOT NULL
            AND (found.phone_e164 IS DISTINCT FROM asked.e164 OR found.phone IS DISTINCT FROM asked.phone))
          OR (asked.nickname IS NOT NULL AND found.nickname <> asked.nickname) AS has_news
      FROM asked, LATERAL (${FOUND}) AS found
    ), kept AS (
      ${insertTickets('known AS ticket WHERE NOT ticket.has_news AND NOT ticket.blocked AND NOT ticket.is_deleted', whenIssued)}
    )
    SELECT ${ACCOUNT_COLUMNS}, accounts.digest, accounts.has_news, kept.digest IS NOT NULL AS kept
    FROM known AS accounts LEFT JOIN kept ON kept.digest = accounts.digest`,
  );
}

/**
 * SQL that waits for every other login that could find or create the same account; in one order, so that two never
 * wait for each other.
 */
const LOCK = `SELECT pg_advisory_xact_lock(key)
      FROM (SELECT DISTINCT hashtextextended(name, 0) AS key FROM unnest($names::text[]) AS name ORDER BY key) AS keys`;

/** Locks the identifiers of accounts until the transaction ends. */
export const LOCK_IDENTIFIERS = prepare<{ names: readonly string[] }>('lock_identifiers', LOCK);

/**
 * Creates the account of a WeChat user that {@link ISSUE} did not find, with a ticket. An account that another login
 * created meanwhile is not in the snapshot of this statement, so unique keys decide: no row when the user has an
 * account by now, `unique_violation` when the unionid has. Two accounts of one phone number violate no key, so it is
 * not for pools that link by phone.
 */
export const ISSUE_FIRST = prepare<
  { names: readonly string[]; accountId: string } & Omit<IdentityValues, 'linkPhone'> &
    BroughtValues &
    TicketValues,
  AccountRow & { readonly kept: boolean }
>(
  'issue_first_ticket',
  `WITH locked AS (
      ${LOCK}
    ), linked AS (
      INSERT INTO identities (user_pool_id, app_id, openid, account_id)
      SELECT $userPoolId, $appId, $openid, $accountId FROM (SELECT count(*) FROM locked) AS waited
      ON CONFLICT DO NOTHING RETURNING account_id
    ), created AS (
      INSERT INTO accounts (id, user_pool_id, unionid, phone_e164, phone, nickname, signed_up)
      SELECT account_id, $userPoolId, $unionid, $e164, $phone, coalesce($nickname, ''), $issuedAt::timestamptz FROM linked
      RETURNING ${ACCOUNT_COLUMNS}
    ), kept AS (
      ${insertTickets(`(SELECT one.*, created.id AS account_id FROM created, ${TICKET} AS one) AS ticket WHERE TRUE`, RENEW)}
    )
    SELECT *, EXISTS (SELECT 1 FROM kept) AS kept FROM created`,
);

/** Creates an account. */
export const INSERT_ACCOUNT = prepare<
  BroughtValues & { id: string; userPoolId: string; now: string },
  AccountRow
>(
  'insert_account',
  `INSERT INTO accounts (id, user_pool_id, unionid, phone_e164, phone, nickname, signed_up)
    VALUES ($id, $userPoolId, $unionid, $e164, $phone, coalesce($nickname, ''), $now)
    RETURNING ${ACCOUNT_COLUMNS}`,
);

/** Updates an account; a value of `null` leaves the column unchanged. */
export const UPDATE_ACCOUNT = prepare<BroughtValues & { id: string }, AccountRow>(
  'update_account',
  `UPDATE accounts SET unionid = coalesce($unionid, unionid), phone_e164 = coalesce($e164, phone_e164),
      phone = coalesce($phone, phone), nickname = coalesce($nickname, nickname)
    WHERE id = $id
    RETURNING ${ACCOUNT_COLUMNS}`,
);

/** Links a WeChat user to an account. */
export const LINK_IDENTITY = prepare<{
  userPoolId: string;
  appId: string;
  openid: string;
  accountId: string;
}>(
  'link_identity',
  `INSERT INTO identities (user_pool_id, app_id, openid, account_id) VALUES ($userPoolId, $appId, $openid, $accountId)
    ON CONFLICT (user_pool_id, app_id, openid) DO UPDATE SET account_id = excluded.account_id`,
);
