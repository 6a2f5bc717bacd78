import type { Call } from './call.js';
import { HistoryIndex } from './history-index.js';
import { findDoubledLogins, findWrongLogins } from './login-rules.js';
import { findForkedRefreshes } from './refresh-rules.js';
import { findLostLogins, findLostTickets, findReusedNumbers } from './loss-rules.js';
import { findUndoneRevocations } from './revocation-rules.js';
import type { Violation } from './violation.js';

/** Options that may differ between deployments. */
export interface CheckOptions {
  /** Milliseconds after which a request counts as hung. @default 10,000: the mini program's time limit */
  readonly deadlineMs?: number;
  /** Milliseconds by which the clocks of the authorities may differ. @default 0 */
  readonly skewMs?: number;
}

/**
 * Checks a whole history of requests and responses. Where the outcome of a call is unknown (503, no response), both
 * are allowed. Calls that overlap may have happened in either order.
 *
 * @param history in any order
 * @returns every violated rule; empty without one
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
