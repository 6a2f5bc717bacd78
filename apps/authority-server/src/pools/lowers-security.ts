import { isDeepStrictEqual } from 'node:util';
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
/** Who is let in: every entry more gives up a check as well. */
const ADMITTED = ['allowedAppIds', 'allowedOrigins'] as const satisfies (keyof Changes)[];
/** How long what is stolen can be used. */
const LIFETIMES = [
  'ticketTtlSeconds',
  'tokenTtlSeconds',
  'refreshTtlSeconds',
] as const satisfies (keyof Changes)[];

type Checked = keyof typeof LOWERED | (typeof ADMITTED)[number] | (typeof LIFETIMES)[number] | 'staticClaims';

/** Whether a change gives up a check that the pool has until then, lets more in, or says something new in its tokens. */
export function lowersSecurity(before: Required<Pick<Changes, Checked>>, changes: Changes): boolean {
  const names = Object.keys(LOWERED) as (keyof typeof LOWERED)[];
  return (
    names.some((name) => changes[name] === LOWERED[name] && before[name] !== LOWERED[name]) ||
    ADMITTED.some((name) => changes[name]?.some((entry) => !before[name].includes(entry)) === true) ||
    LIFETIMES.some((name) => (changes[name] ?? 0) > before[name]) ||
    addsClaims(before.staticClaims, changes.staticClaims ?? {})
  );
}

/** A verifier may take a claim for a right. */
function addsClaims(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>) {
  return Object.entries(after).some(([name, value]) => !isDeepStrictEqual(before[name], value));
}
