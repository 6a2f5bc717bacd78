import type { Clock } from '@app2wxapp/authority';

/**
 * Measures elapsed time in milliseconds, which never decreases. A step of the clock, in either direction, counts as
 * elapsed time: a cached value is then read again, not cached until a clock that was set back has caught up.
 */
export function createElapsedTime(clock: Clock): { now(): number } {
  let last = clock.now();
  let elapsed = 1; // a cache treats 0 as no time
  return {
    now() {
      const now = clock.now();
      elapsed += Math.abs(now - last);
      last = now;
      return elapsed;
    },
  };
}
