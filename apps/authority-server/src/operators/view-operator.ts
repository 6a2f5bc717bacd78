import type { z } from 'zod';
import type { OperatorView } from './operator-schemas.js';
import type { Operator } from './operator-repository.js';

/** An operator as the API shows it. */
export function viewOperator({ createdAt, ...operator }: Operator): z.output<typeof OperatorView> {
  return { ...operator, createdAt: createdAt.toISOString() };
}
