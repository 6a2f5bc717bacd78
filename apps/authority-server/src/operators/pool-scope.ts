import { App2WxappError } from '@app2wxapp/core';
import type { Operator } from './operator.js';

/**
 * Requires that an operator may see a pool, or without one the data of all pools.
 *
 * @throws {App2WxappError} `user_pool_not_found` for a pool of others, as for one that does not exist;
 *   `operator_forbidden` for data of all pools
 */
export function requirePool({ userPoolIds }: Operator, userPoolId: string | undefined): void {
  if (userPoolIds === null) return;
  if (userPoolId === undefined) {
    throw new App2WxappError(
      'operator_forbidden',
      'This operator has access to some pools only. Ask an admin of all pools.',
    );
  }
  if (userPoolIds.includes(userPoolId)) return;
  throw new App2WxappError('user_pool_not_found', 'There is no such user pool. Check the id.');
}

/**
 * Selects the pools that a response may be about.
 *
 * @param userPoolId pool that the request names
 * @returns `undefined` = all, and data of no pool
 * @throws {App2WxappError} `user_pool_not_found` as {@link requirePool}
 */
export function selectPools(operator: Operator, userPoolId?: string): readonly string[] | undefined {
  if (userPoolId === undefined) return operator.userPoolIds ?? undefined;
  requirePool(operator, userPoolId);
  return [userPoolId];
}
