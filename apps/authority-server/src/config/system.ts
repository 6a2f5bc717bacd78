/** Injects the `Clock` of the rules. */
export const CLOCK = Symbol('Clock');

/** Injects the `Random` of the rules. */
export const RANDOM = Symbol('Random');
