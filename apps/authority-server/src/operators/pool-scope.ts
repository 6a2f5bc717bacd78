import { App2WxappError } from '@app2wxapp/core';
import type { Operator } from './operator.js';

/**
 * Checks that an operator may see a pool, or without one what concerns all pools.
 *
 * @throws {App2WxappError} `user_pool_not_found` for a pool of others, as for one that does not exist;
 *   `operator_forbidden` for what concerns all
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
 * Selects the pools that an answer may be about.
 *
 * @param userPoolId the one that the request asks for
 * @returns `undefined` = all, and what belongs to none
 * @throws {App2WxappError} `user_pool_not_found` as {@link requirePool}
 */
export function selectPools(operator: Operator, userPoolId?: string): readonly string[] | undefined {
  if (userPoolId === undefined) return operator.userPoolIds ?? undefined;
  requirePool(operator, userPoolId);
  return [userPoolId];
}
