import { isDone, type Call } from './call.js';
import { isLogin, type HistoryIndex } from './history-index.js';
import type { Violation } from './violation.js';

/**
 * Finds launches that logged in twice: only the same request with the same key may get a second response, and with
 * the same session.
 */
export function findDoubledLogins({ launches }: HistoryIndex): Violation[] {
  return [...launches.values()].flatMap((calls): Violation[] => {
    const won = calls.filter((call) => isLogin(call) && isDone(call));
    const [first] = won;
    const others = won.filter((call) => call !== first && (!first || !isRepeat(first, call)));
    if (others.length === 0) return [];
    const piece = calls.filter((call) => call.operation === 'issue' || isLogin(call));
    return [{ damage: 'doubled', rule: 'A ticket logs in once', piece }];
  });
}

/** Whether the second is the first request repeated, with the same session in the response. */
function isRepeat(first: Call, second: Call): boolean {
  return (
    first.key !== undefined && first.key === second.key && first.answer?.session === second.answer?.session
  );
}

/** Finds logins without a ticket that was issued, valid and of the pool, or without the launch's verifier. */
export function findWrongLogins({ launches }: HistoryIndex, skewMs: number): Violation[] {
  return [...launches.values()].flatMap((calls) =>
    calls
      .filter((call) => isLogin(call) && isDone(call))
      .flatMap((login): Violation[] => {
        const issues = calls.filter((call) => call.operation === 'issue' && mayHaveIssued(call, login));
        const rule = findBrokenRule(login, issues, skewMs);
        return rule === undefined ? [] : [{ damage: 'forbidden', rule, piece: [...issues, login] }];
      }),
  );
}

/** Whether an issue without a response may have created the ticket of a claim, never one that the client knows. */
function mayHaveIssued(issue: Call, { operation, ticket }: Call): boolean {
  return operation === 'claim' || (isDone(issue) && issue.answer?.ticket === ticket);
}

function findBrokenRule(login: Call, issues: readonly Call[], skewMs: number): string | undefined {
  const before = issues.filter(({ start }) => start <= login.end);
  if (before.length === 0) return 'A ticket is redeemed after it was issued';
  if (before.every(({ pool }) => pool !== login.pool)) return 'A ticket is redeemed at its own pool';
  if (login.isVerified === false) return 'A ticket is redeemed with the verifier of its launch';
  const isExpired = (issue: Call) => login.start > findEnd(issue) + skewMs;
  if (before.every(isExpired)) return 'A ticket is redeemed before it expires';
  return undefined;
}

/** Returns the time when the ticket of an issue is certainly expired. Unknown, and so never, without a response. */
function findEnd({ end, answer }: Call): number {
  return answer?.lifetimeMs === undefined ? Infinity : end + answer.lifetimeMs;
}
