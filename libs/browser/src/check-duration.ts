import { App2WxappError } from '@app2wxapp/core';

/** Longest duration: a day in milliseconds. A timer above 24.8 days fires at once on every platform. */
const MAX_MS = 86_400_000;

/**
 * Checks a number of milliseconds among options.
 *
 * @throws {App2WxappError} `invalid_options` unless it is from 0 to a day
 */
export function checkDuration(name: string, ms: number): void {
  if (typeof ms === 'number' && ms >= 0 && ms <= MAX_MS) return;
  throw new App2WxappError('invalid_options', `"${name}" must be milliseconds, from 0 to ${MAX_MS}.`);
}
