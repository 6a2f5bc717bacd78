import type { Clock } from '@app2wxapp/authority';

/**
 * Measures the time gone by, in milliseconds: never less than before. A step of the clock, in either direction, counts as
 * time gone by: what is kept for a while is then read anew, and not kept until a clock that was set back is where it was.
 */
export function createElapsedTime(clock: Clock): { now(): number } {
  let last = clock.now();
  let elapsed = 1; // a cache takes 0 for no time at all
  return {
    now() {
      const now = clock.now();
      elapsed += Math.abs(now - last);
      last = now;
      return elapsed;
    },
  };
}
