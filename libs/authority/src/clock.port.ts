/** The current time. Every rule asks this and never the system, so that a test can let two minutes pass. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** The clock of this machine. */
export const systemClock: Clock = { now: () => Date.now() };
