import type { Call } from './call.js';

/**
 * Damage that a broken rule does to the user of the authority. Stale: an answer was older than one before it, and later ones
 * were not, so that nothing was lost.
 */
export type Damage = 'lost' | 'stale' | 'doubled' | 'forbidden' | 'forked' | 'hung';

/** A rule that the history breaks, and the calls that show it. */
export interface Violation {
  readonly damage: Damage;
  /** The rule, as a sentence of what must hold. */
  readonly rule: string;
  readonly piece: readonly Call[];
}
