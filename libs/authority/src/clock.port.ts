/** Source of the current time. Every rule reads this clock and never the system, so that a test can move it. */
export interface Clock {
  /** Returns the current time in milliseconds since 1970. */
  now(): number;
}

/** Clock of this machine. */
export const systemClock: Clock = { now: () => Date.now() };
