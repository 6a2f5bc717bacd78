import { isDone, type Call } from './call.js';
import type { HistoryIndex } from './history-index.js';
import type { Violation } from './violation.js';

/** Finds refresh tokens with two successors: each has one, and a repeated login leaves only the newest valid. */
export function findForkedRefreshes(index: HistoryIndex): Violation[] {
  return [...index.refreshes].flatMap(([refresh, uses]): Violation[] => {
    const origin = index.originOfRefresh.get(refresh);
    const won = uses.filter(isDone);
    const [first] = won;
    if (!first) return [];
    const known = origin ? [origin] : [];
    if (won.length > 1)
      return [{ damage: 'forked', rule: 'A refresh token is used once', piece: [...known, ...won] }];
    if (origin && origin.answer?.session !== first.answer?.session)
      return [{ damage: 'forked', rule: 'A refresh keeps its session', piece: [origin, first] }];
    const newer = origin && findNewer(index, origin, first);
    const rule = 'A refresh token that a newer one replaced is refused';
    return newer ? [{ damage: 'forked', rule, piece: [origin, newer, first] }] : [];
  });
}

/** Finds a login that was repeated after the token was returned and before it was used. */
function findNewer({ logins }: HistoryIndex, origin: Call, use: Call): Call | undefined {
  const repeats = logins.get(origin.answer?.session ?? '') ?? [];
  return repeats.find((repeat) => repeat !== origin && repeat.start > origin.end && repeat.end < use.start);
}
