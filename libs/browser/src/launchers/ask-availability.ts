import { settleInTime } from '../settle-in-time.js';

const DEADLINE_MS = 2000;

/**
 * Asks a wrapper whether WeChat can be opened. Returns `false` for a wrapper that fails or does not respond within two
 * seconds, since it would not open WeChat either.
 */
export async function askAvailability(ask: () => unknown): Promise<boolean> {
  try {
    return (await askWrapper(ask)) === true;
  } catch {
    return false;
  }
}

/**
 * Calls a wrapper with a deadline of two seconds. @throws the error of the wrapper, or an `Error` when it does not
 * respond in time
 */
export function askWrapper<T>(ask: () => T): Promise<Awaited<T>> {
  return settleInTime(ask, DEADLINE_MS);
}
