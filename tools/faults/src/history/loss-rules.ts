import { isDone, isRefused, type Call } from './call.js';
import { isLogin, type HistoryIndex } from './history-index.js';
import { findPossibleEnds, isActive, isInactive, isSameKey } from './session-ends.js';
import type { Violation } from './violation.js';

/** Finds lost logins: one with a response is permanent, its session active until a call that may have revoked it. */
export function findLostLogins(index: HistoryIndex): Violation[] {
  return [...index.logins].flatMap(([session, [login]]): Violation[] => {
    if (!login) return [];
    const asked = [...(index.sessions.get(session) ?? []), ...(index.refreshesOfSession.get(session) ?? [])];
    const missed = asked.find(
      (call) =>
        call.start > login.end &&
        (isInactive(call) || isRefusedRefresh(index, call)) &&
        findPossibleEnds(index, session, call.end).length === 0,
    );
    const rule = 'A login that was answered stays, until it is revoked';
    if (!missed) return [];
    const found = asked.find((call) => call.start > missed.end && isActive(call));
    return [
      found
        ? { damage: 'stale', rule, piece: [login, missed, found] }
        : { damage: 'lost', rule, piece: [login, missed] },
    ];
  });
}

/**
 * Whether a valid refresh token was refused: one that was returned, not used before, and not replaced by a repeat of
 * the login.
 */
function isRefusedRefresh(index: HistoryIndex, call: Call): boolean {
  const origin = index.originOfRefresh.get(call.refresh ?? '');
  if (call.operation !== 'refresh' || !isRefused(call) || !origin) return false;
  const [first] = index.refreshes.get(call.refresh ?? '') ?? [];
  return first === call && !mayBeReplaced(index, origin);
}

function mayBeReplaced(index: HistoryIndex, origin: Call): boolean {
  const [login] = index.logins.get(origin.answer?.session ?? '') ?? [];
  const uses = (index.launches.get(login?.launch ?? '') ?? []).filter(isLogin);
  return uses.some((use) => use !== origin && login && isSameKey(login, use) && use.start >= login.start);
}

/** Finds login numbers that two responses contain: the first login was undone. */
export function findReusedNumbers({ users }: HistoryIndex): Violation[] {
  return [...users.values()].flatMap((logins) => {
    const byNumber = new Map<number, Call>();
    return logins.flatMap((login): Violation[] => {
      const number = login.answer?.loginNumber ?? 0;
      const other = byNumber.get(number);
      byNumber.set(number, login);
      if (!other || other.answer?.session === login.answer?.session) return [];
      const rule = 'Each login of a user has a number of its own';
      return [{ damage: 'lost', rule, piece: [other, login] }];
    });
  });
}

/**
 * Finds returned tickets that were refused: the first use of a ticket, and each repeat of it with its key, must not
 * be refused while the ticket is valid.
 */
export function findLostTickets({ launches }: HistoryIndex, skewMs: number): Violation[] {
  return [...launches.values()].flatMap((calls) => {
    const issued = calls.filter(({ operation }) => operation === 'issue');
    const [issue] = issued;
    // A launch with two requests has a second ticket, or may have.
    if (!issue || issued.length > 1 || !isDone(issue)) return [];
    const uses = calls.filter(isLogin);
    return uses.filter(isRefused).flatMap((use): Violation[] => {
      const isLate = use.end >= issue.start + (issue.answer?.lifetimeMs ?? 0) - skewMs;
      const isWrong = use.isVerified === false || use.pool !== issue.pool || use.start < issue.end;
      const others = uses.filter((call) => call !== use && call.start <= use.end && !isSameKey(call, use));
      const mayBeTaken = others.some(({ pool }) => pool === issue.pool);
      if (isLate || isWrong || mayBeTaken) return [];
      const rule = 'A ticket that was answered logs in while it is valid';
      return [{ damage: 'lost', rule, piece: [issue, ...uses] }];
    });
  });
}
