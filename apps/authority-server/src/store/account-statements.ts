import { ACCOUNT_COLUMNS, type AccountRow } from './account-row.js';
import { insertTicket, type TicketValues } from './insert-ticket.js';
import { prepare } from '../database/statement.js';

/** What names a WeChat user and an account of it. */
interface IdentityValues {
  readonly userPoolId: string;
  readonly unionid: string | null;
  readonly appId: string;
  readonly openid: string;
  /** Phone number by which an account may be found; `null` where the pool does not link by phone. */
  readonly linkPhone: string | null;
}

/** Values that a WeChat user brings to an account; `null` for those that it does not. */
export interface BroughtValues {
  readonly unionid: string | null;
  readonly e164: string | null;
  readonly phone: string | null;
  readonly nickname: string | null;
}

export interface FoundAccountRow extends AccountRow {
  /** The account that the WeChat user is linked to; `null` when it is new. */
  readonly linked_id: string | null;
  /** Whether another account has the unionid. */
  readonly unionid_taken: boolean;
}

/**
 * An account that may not log in comes first when the WeChat user is linked to it: see `AuthorityStore.issue`. Accounts
 * are looked up one by one, since PostgreSQL would join a table that is small now by reading all of it, and keep that plan.
 */
const FOUND = `candidates AS (
      SELECT id, 1 AS rank FROM accounts WHERE user_pool_id = $userPoolId AND unionid = $unionid
      UNION ALL
      SELECT account_id, 2 FROM identities WHERE user_pool_id = $userPoolId AND app_id = $appId AND openid = $openid
      UNION ALL
      (SELECT id, 3 FROM accounts WHERE user_pool_id = $userPoolId AND phone_e164 = $linkPhone
        ORDER BY signed_up, id LIMIT 1)
    ), found AS (
      SELECT ${ACCOUNT_COLUMNS}, accounts.phone_e164,
        (SELECT linked.id FROM candidates AS linked WHERE linked.rank = 2) AS linked_id,
        EXISTS (SELECT 1 FROM candidates AS owner WHERE owner.rank = 1 AND owner.id <> accounts.id) AS unionid_taken
      FROM candidates, LATERAL (SELECT * FROM accounts WHERE id = candidates.id LIMIT 1) AS accounts
      ORDER BY candidates.rank = 2 AND (accounts.blocked OR accounts.is_deleted) DESC, candidates.rank LIMIT 1
    )`;

export const FIND_ACCOUNT = prepare<IdentityValues, FoundAccountRow>(
  'find_account',
  `WITH ${FOUND} SELECT * FROM found`,
);

/**
 * Issues a ticket to a WeChat user who brings nothing new to an account, or finds out that there is no such account or
 * something new. A user without news costs this one statement and no lock.
 */
export const ISSUE = prepare<
  IdentityValues & BroughtValues & TicketValues,
  FoundAccountRow & { readonly has_news: boolean; readonly kept: boolean }
>(
  'issue_ticket',
  `WITH ${FOUND}, known AS (
      SELECT *, linked_id IS DISTINCT FROM id
        OR ($unionid::text IS NOT NULL AND unionid IS DISTINCT FROM $unionid AND NOT unionid_taken)
        OR ($e164::text IS NOT NULL AND (phone_e164 IS DISTINCT FROM $e164 OR phone IS DISTINCT FROM $phone))
        OR ($nickname::text IS NOT NULL AND nickname <> $nickname) AS has_news
      FROM found
    ), kept AS (
      ${insertTicket('known.id', 'known WHERE NOT has_news AND NOT blocked AND NOT is_deleted')}
    )
    SELECT *, EXISTS (SELECT 1 FROM kept) AS kept FROM known`,
);

/** Waits for every other login that could find or create the same account; in one order, so that two never wait for each other. */
const LOCK = `SELECT pg_advisory_xact_lock(key)
      FROM (SELECT DISTINCT hashtextextended(name, 0) AS key FROM unnest($names::text[]) AS name ORDER BY key) AS keys`;

/** Locks until the transaction ends. */
export const LOCK_IDENTIFIERS = prepare<{ names: readonly string[] }>('lock_identifiers', LOCK);

/**
 * Creates the account of a WeChat user that {@link ISSUE} did not find, with a ticket. What another login created
 * meanwhile is not in the snapshot of this statement, so unique keys decide: no row when the user has an account by now,
 * `unique_violation` when the unionid has. Two accounts of one phone number are no breach of a key, therefore it is not
 * for pools that link by phone.
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
      ${insertTicket('created.id', 'created WHERE TRUE')}
    )
    SELECT *, EXISTS (SELECT 1 FROM kept) AS kept FROM created`,
);

export const INSERT_ACCOUNT = prepare<
  BroughtValues & { id: string; userPoolId: string; now: string },
  AccountRow
>(
  'insert_account',
  `INSERT INTO accounts (id, user_pool_id, unionid, phone_e164, phone, nickname, signed_up)
    VALUES ($id, $userPoolId, $unionid, $e164, $phone, coalesce($nickname, ''), $now)
    RETURNING ${ACCOUNT_COLUMNS}`,
);

/** Updates an account; a value of `null` stays as it is. */
export const UPDATE_ACCOUNT = prepare<BroughtValues & { id: string }, AccountRow>(
  'update_account',
  `UPDATE accounts SET unionid = coalesce($unionid, unionid), phone_e164 = coalesce($e164, phone_e164),
      phone = coalesce($phone, phone), nickname = coalesce($nickname, nickname)
    WHERE id = $id
    RETURNING ${ACCOUNT_COLUMNS}`,
);

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
