import { settleInTime } from '../settle-in-time.js';

const DEADLINE_MS = 2000;

/**
 * Asks a wrapper whether WeChat can be opened. A wrapper that fails or does not answer within two seconds would not
 * open WeChat either: `false`.
 */
export async function askAvailability(ask: () => unknown): Promise<boolean> {
  try {
    return (await askWrapper(ask)) === true;
  } catch {
    return false;
  }
}

/** Asks a wrapper something. @throws what the wrapper throws, or an `Error` when it does not answer within two seconds */
export function askWrapper<T>(ask: () => T): Promise<Awaited<T>> {
  return settleInTime(ask, DEADLINE_MS);
}
