import type { Statement } from '../database/database.js';

/**
 * The account first: its lock makes pictures of one account wait for one another, so that the address on the account
 * is that of the picture which is kept.
 *
 * $1 account · $2 pool · $3 id · $4 type · $5 bytes as base64 · $6 address · $7 now
 */
export const SAVE_AVATAR: Statement = {
  name: 'save_avatar',
  text: `WITH account AS (
    UPDATE accounts SET photo = $6
    WHERE id = $1 AND user_pool_id = $2 AND NOT blocked AND NOT is_deleted
    RETURNING id
  )
  INSERT INTO avatars (account_id, id, type, bytes, created_at)
  SELECT account.id, $3::text, $4::text, decode($5::text, 'base64'), $7::timestamptz FROM account
  ON CONFLICT (account_id) DO UPDATE
  SET id = excluded.id, type = excluded.type, bytes = excluded.bytes, created_at = excluded.created_at
  RETURNING 1`,
};

/** $1 id */
export const FIND_AVATAR: Statement = {
  name: 'find_avatar',
  text: 'SELECT type, bytes FROM avatars WHERE id = $1',
};
