import type { z } from 'zod';
import type { Operator } from './operator.js';
import type { OperatorToken, OperatorView } from './operator-schemas.js';
import type { ListedToken } from './operator-repository.js';

/** Returns an operator as the API does. */
export function viewOperator(operator: Operator): z.output<typeof OperatorView> {
  const { id, name, role, userPoolIds, createdAt } = operator;
  return { id, name, role, userPoolIds: userPoolIds && [...userPoolIds], createdAt: createdAt.toISOString() };
}

/** Returns a token as the API lists it. */
export function viewToken({ id, createdAt, expiresAt }: ListedToken): z.output<typeof OperatorToken> {
  return { id, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
}
