/** Source of time and timers, replaceable in tests. */
export interface Clock {
  /** Returns the current time in milliseconds since 1970. */
  now(): number;
  /** Calls `run` once after `ms` milliseconds. Returns a function that cancels it. */
  startTimer(run: () => void, ms: number): () => void;
}

/** Clock of the platform. */
export const systemClock: Clock = {
  now: () => Date.now(),
  startTimer: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
