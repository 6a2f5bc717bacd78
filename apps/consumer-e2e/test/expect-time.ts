import { expect } from '@jest/globals';

/** A busy machine takes longer than the two cores on which the time was measured. */
const MOST_TIMES_LONGER = 4;
/** An npm whose cache is empty downloads first. */
const LEAST_SECONDS = 120;

/** Holds a page to the time at its top: how long it takes from an empty folder to an end. */
export function expectTime(page: string, end: string, seconds: number): void {
  const [line = '', said] =
    new RegExp(`^From an empty folder to ${end}: (\\d+) s on two cores`, 'm').exec(page) ?? [];
  process.stderr.write(`Measured: ${seconds.toFixed(1)} s. ${line}\n`);
  expect(seconds).toBeLessThan(Math.max(Number(said) * MOST_TIMES_LONGER, LEAST_SECONDS));
}
