import type { Picture } from '@app2wxapp/authority';
import { prepare } from '../database/statement.js';

/**
 * Stores a picture, the account first: its lock makes pictures of one account wait for one another, so that the
 * account has the address of the stored picture.
 */
export const SAVE_AVATAR = prepare<{
  accountId: string;
  userPoolId: string;
  id: string;
  type: string;
  base64: string;
  photo: string;
  now: string;
}>(
  'save_avatar',
  `WITH account AS (
    UPDATE accounts SET photo = $photo
    WHERE id = $accountId AND user_pool_id = $userPoolId AND NOT blocked AND NOT is_deleted
      AND EXISTS (SELECT 1 FROM user_pools WHERE id = $userPoolId AND deleted_at IS NULL)
    RETURNING id
  )
  INSERT INTO avatars (account_id, id, type, bytes, created_at)
  SELECT account.id, $id::text, $type::text, decode($base64::text, 'base64'), $now::timestamptz FROM account
  ON CONFLICT (account_id) DO UPDATE
  SET id = excluded.id, type = excluded.type, bytes = excluded.bytes, created_at = excluded.created_at
  RETURNING 1`,
);

/** Finds a picture by its id. */
export const FIND_AVATAR = prepare<{ id: string }, Picture>(
  'find_avatar',
  `SELECT avatars.type, avatars.bytes FROM avatars
    JOIN accounts ON accounts.id = avatars.account_id
    JOIN user_pools ON user_pools.id = accounts.user_pool_id AND user_pools.deleted_at IS NULL
    WHERE avatars.id = $id`,
);
