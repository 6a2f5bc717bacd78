import { ACCOUNT_COLUMNS, type AccountRow } from './account-row.js';
import type { Statement } from '../database/database.js';

export interface FoundAccountRow extends AccountRow {
  readonly phone_e164: string | null;
  /** Whether the WeChat user is already tied to this account. */
  readonly linked: boolean;
}

/** $1 pool · $2 unionid · $3 mini program · $4 openid · $5 phone to link by */
export const FIND_ACCOUNT: Statement = {
  name: 'find_account',
  text: `WITH found AS (
      SELECT id, 1 AS rank FROM accounts WHERE user_pool_id = $1 AND unionid = $2
      UNION ALL
      SELECT account_id, 2 FROM identities WHERE user_pool_id = $1 AND app_id = $3 AND openid = $4
      UNION ALL
      (SELECT id, 3 FROM accounts WHERE user_pool_id = $1 AND phone_e164 = $5 ORDER BY signed_up, id LIMIT 1)
    )
    SELECT ${ACCOUNT_COLUMNS}, accounts.phone_e164,
      EXISTS (SELECT 1 FROM found AS own WHERE own.rank = 2 AND own.id = accounts.id) AS linked
    FROM found JOIN accounts ON accounts.id = found.id
    ORDER BY found.rank LIMIT 1`,
};

/**
 * Makes everybody who could find or make the same account wait, until the transaction ends; in one order, so that
 * two never wait for each other.
 *
 * $1 names of what identifies the account
 */
export const LOCK_IDENTIFIERS: Statement = {
  name: 'lock_identifiers',
  text: `SELECT pg_advisory_xact_lock(key)
    FROM (SELECT DISTINCT hashtextextended(name, 0) AS key FROM unnest($1::text[]) AS name ORDER BY key) AS keys`,
};

/** $1 id · $2 pool · $3 unionid · $4 E.164 · $5 phone · $6 nickname · $7 now */
export const INSERT_ACCOUNT: Statement = {
  name: 'insert_account',
  text: `INSERT INTO accounts (id, user_pool_id, unionid, phone_e164, phone, nickname, signed_up)
    VALUES ($1, $2, $3, $4, $5, coalesce($6, ''), $7)
    RETURNING ${ACCOUNT_COLUMNS}`,
};

/** $1 id · $2 unionid · $3 E.164 · $4 phone · $5 nickname; what is null stays */
export const UPDATE_ACCOUNT: Statement = {
  name: 'update_account',
  text: `UPDATE accounts SET unionid = coalesce(unionid, $2), phone_e164 = coalesce($3, phone_e164),
      phone = coalesce($4, phone), nickname = coalesce($5, nickname)
    WHERE id = $1
    RETURNING ${ACCOUNT_COLUMNS}`,
};

/** $1 pool · $2 mini program · $3 openid · $4 account */
export const LINK_IDENTITY: Statement = {
  name: 'link_identity',
  text: `INSERT INTO identities (user_pool_id, app_id, openid, account_id) VALUES ($1, $2, $3, $4)
    ON CONFLICT (user_pool_id, app_id, openid) DO UPDATE SET account_id = excluded.account_id`,
};
