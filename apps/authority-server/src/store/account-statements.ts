import { ACCOUNT_COLUMNS, type AccountRow } from './account-row.js';
import { prepare } from '../database/statement.js';

export interface FoundAccountRow extends AccountRow {
  readonly phone_e164: string | null;
  /** The account that the WeChat user is linked to; `null` when it is new. */
  readonly linked_id: string | null;
  /** Whether another account has the unionid. */
  readonly unionid_taken: boolean;
}

/** An account that may not log in comes first when the WeChat user is linked to it: see `findOrCreateAccount`. */
export const FIND_ACCOUNT = prepare<
  { userPoolId: string; unionid: string | null; appId: string; openid: string; linkPhone: string | null },
  FoundAccountRow
>(
  'find_account',
  `WITH found AS (
      SELECT id, 1 AS rank FROM accounts WHERE user_pool_id = $userPoolId AND unionid = $unionid
      UNION ALL
      SELECT account_id, 2 FROM identities WHERE user_pool_id = $userPoolId AND app_id = $appId AND openid = $openid
      UNION ALL
      (SELECT id, 3 FROM accounts WHERE user_pool_id = $userPoolId AND phone_e164 = $linkPhone
        ORDER BY signed_up, id LIMIT 1)
    )
    SELECT ${ACCOUNT_COLUMNS}, accounts.phone_e164,
      (SELECT linked.id FROM found AS linked WHERE linked.rank = 2) AS linked_id,
      EXISTS (SELECT 1 FROM found AS owner WHERE owner.rank = 1 AND owner.id <> accounts.id) AS unionid_taken
    FROM found JOIN accounts ON accounts.id = found.id
    ORDER BY found.rank = 2 AND (accounts.blocked OR accounts.is_deleted) DESC, found.rank LIMIT 1`,
);

/**
 * Makes everybody who could find or make the same account wait, until the transaction ends; in one order, so that
 * two never wait for each other.
 */
export const LOCK_IDENTIFIERS = prepare<{ names: readonly string[] }>(
  'lock_identifiers',
  `SELECT pg_advisory_xact_lock(key)
    FROM (SELECT DISTINCT hashtextextended(name, 0) AS key FROM unnest($names::text[]) AS name ORDER BY key) AS keys`,
);

export const INSERT_ACCOUNT = prepare<
  {
    id: string;
    userPoolId: string;
    unionid: string | null;
    e164: string | null;
    phone: string | null;
    nickname: string | null;
    now: string;
  },
  AccountRow
>(
  'insert_account',
  `INSERT INTO accounts (id, user_pool_id, unionid, phone_e164, phone, nickname, signed_up)
    VALUES ($id, $userPoolId, $unionid, $e164, $phone, coalesce($nickname, ''), $now)
    RETURNING ${ACCOUNT_COLUMNS}`,
);

/** What is `null` stays as it is. */
export const UPDATE_ACCOUNT = prepare<
  { id: string; unionid: string | null; e164: string | null; phone: string | null; nickname: string | null },
  AccountRow
>(
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
