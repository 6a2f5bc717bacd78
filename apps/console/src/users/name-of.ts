import type { PoolUser } from '../api/client.js';

/** The nickname, or what WeChat calls everybody who filled none in. */
export function nameOf(user: Pick<PoolUser, 'nickname'>, placeholder: string): string {
  return user.nickname || placeholder;
}
