import { isDone, isRefused, type Call } from './call.js';
import { isLogin, type HistoryIndex } from './history-index.js';
import { isActive, isInactive, isSameKey } from './session-ends.js';
import type { Violation } from './violation.js';

/** Finds undone revocations: one with a response is permanent, and so is that by a second use of the ticket. */
export function findUndoneRevocations(index: HistoryIndex, skewMs: number): Violation[] {
  return [...index.logins].flatMap(([session, [login]]): Violation[] => {
    if (!login) return [];
    const ends = [
      ...(index.sessions.get(session) ?? []).filter((call) => call.operation === 'revoke' && isDone(call)),
      ...findReplays(index, login, skewMs),
    ];
    const end = ends.reduce<Call | undefined>(
      (first, call) => (first && first.end <= call.end ? first : call),
      undefined,
    );
    if (!end) return [];
    const asked = [...(index.sessions.get(session) ?? []), ...(index.refreshesOfSession.get(session) ?? [])];
    const active = asked.find((call) => call.start > end.end && isActive(call));
    const rule = 'A session that was revoked stays revoked';
    if (!active) return [];
    const last = asked
      .filter((call) => call.start > active.end && (isActive(call) || isInactive(call)))
      .at(-1);
    return [
      last && isInactive(last)
        ? { damage: 'stale', rule, piece: [login, end, active, last] }
        : { damage: 'lost', rule, piece: [login, end, active] },
    ];
  });
}

/** Second uses of the ticket of a login, for which the answer says that they were refused. */
function findReplays({ launches }: HistoryIndex, login: Call, skewMs: number): Call[] {
  const calls = launches.get(login.launch ?? '') ?? [];
  const validUntil = Math.max(
    ...calls
      .filter(({ operation }) => operation === 'issue')
      .map(({ start, answer }) => start + (answer?.lifetimeMs ?? -Infinity)),
  );
  const issued = new Set(calls.map(({ answer }) => answer?.ticket));
  return calls.filter(
    (call) =>
      call.operation === 'exchange' &&
      isLogin(login) &&
      isRefused(call) &&
      call.start > login.end &&
      call.end < validUntil - skewMs &&
      call.isVerified !== false &&
      call.pool === login.pool &&
      issued.has(call.ticket) &&
      // A renewal leaves the former ticket unknown.
      calls.filter(({ operation }) => operation === 'issue').length === 1 &&
      !isSameKey(login, call),
  );
}
