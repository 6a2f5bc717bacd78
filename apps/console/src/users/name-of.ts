import type { PoolUser } from '../api/client.js';

/** Returns the nickname, or `placeholder` for a user without one. */
export function nameOf(user: Pick<PoolUser, 'nickname'>, placeholder: string): string {
  return user.nickname || placeholder;
}
