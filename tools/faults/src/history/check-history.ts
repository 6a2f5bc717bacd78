import type { Call } from './call.js';
import { HistoryIndex } from './history-index.js';
import { findDoubledLogins, findWrongLogins } from './login-rules.js';
import { findForkedRefreshes } from './refresh-rules.js';
import { findLostLogins, findLostTickets, findReusedNumbers } from './loss-rules.js';
import { findUndoneRevocations } from './revocation-rules.js';
import type { Violation } from './violation.js';

/** Options that may differ between deployments. */
export interface CheckOptions {
  /** After which a request counts as hung, in milliseconds. @default 10,000: what the mini program waits */
  readonly deadlineMs?: number;
  /** By how much the clocks of the authorities may differ, in milliseconds. @default 0 */
  readonly skewMs?: number;
}

/**
 * Checks a whole history of requests and answers. Where it is not known whether a call was carried out (503, no answer),
 * both are allowed. Calls that overlap may have been carried out in either order.
 *
 * @param history in any order
 * @returns every rule that was broken; empty when none was
 */
export function checkHistory(history: readonly Call[], options: CheckOptions = {}): Violation[] {
  const { deadlineMs = 10_000, skewMs = 0 } = options;
  const index = new HistoryIndex(history);
  return [
    ...findDoubledLogins(index),
    ...findWrongLogins(index, skewMs),
    ...findLostLogins(index),
    ...findReusedNumbers(index),
    ...findLostTickets(index, skewMs),
    ...findUndoneRevocations(index, skewMs),
    ...findForkedRefreshes(index),
    ...findHungCalls(index, deadlineMs),
  ];
}

function findHungCalls({ calls }: HistoryIndex, deadlineMs: number): Violation[] {
  return calls
    .filter(({ start, end, answer }) => answer === undefined || end - start > deadlineMs)
    .map((call) => ({ damage: 'hung', rule: `A request ends within ${deadlineMs} ms`, piece: [call] }));
}
