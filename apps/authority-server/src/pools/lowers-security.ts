import type { z } from 'zod';
import type { PoolChanges } from './pool-schemas.js';

type Changes = z.output<typeof PoolChanges>;

/** The value of a setting that gives up a check. */
const LOWERED = {
  secretRequired: false,
  requireBinding: false,
  requireBindingWithSecret: false,
  requirePhone: false,
  allowAnyApp: true,
  linkByPhone: true,
  tokenFormat: 'HS256',
} as const satisfies Changes;

/** Whether a change gives up a check that the pool has until then. */
export function lowersSecurity(
  before: Required<Pick<Changes, keyof typeof LOWERED>>,
  changes: Changes,
): boolean {
  const names = Object.keys(LOWERED) as (keyof typeof LOWERED)[];
  return names.some((name) => changes[name] === LOWERED[name] && before[name] !== LOWERED[name]);
}
