import { isDone, type Call } from './call.js';
import type { HistoryIndex } from './history-index.js';

/**
 * Calls that may have ended a session before `time`: revocations, second uses of its ticket, second uses of one of its
 * refresh tokens.
 */
export function findPossibleEnds(index: HistoryIndex, session: string, time: number): Call[] {
  const [login] = index.logins.get(session) ?? [];
  const revocations = (index.sessions.get(session) ?? []).filter(({ operation }) => operation === 'revoke');
  const uses = (index.launches.get(login?.launch ?? '') ?? []).filter(
    (call) =>
      call.operation === 'exchange' && login !== undefined && call !== login && !isSameKey(login, call),
  );
  return [...revocations, ...uses, ...findSecondUses(index, session)].filter(({ start }) => start <= time);
}

/** Whether two uses of a ticket are one request that was sent again. */
export function isSameKey(first: Call, second: Call): boolean {
  return first.key !== undefined && first.key === second.key;
}

function findSecondUses(index: HistoryIndex, session: string): Call[] {
  const seen = new Set<string>();
  return (index.refreshesOfSession.get(session) ?? []).filter(({ refresh = '' }) => {
    const isSecond = seen.has(refresh);
    seen.add(refresh);
    return isSecond;
  });
}

/** Whether an answer says that a session is active. */
export function isActive(call: Call): boolean {
  return call.operation === 'refresh' ? isDone(call) : call.answer?.active === true;
}

/** Whether an answer says that a session is not active. */
export function isInactive({ operation, answer }: Call): boolean {
  return operation === 'introspect' && answer?.active === false;
}
