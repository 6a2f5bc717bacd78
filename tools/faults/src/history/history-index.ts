import { isDone, type Call } from './call.js';

/** History indexed by the subjects of its calls. Each list is in the order of the starts. */
export class HistoryIndex {
  readonly launches: ReadonlyMap<string, readonly Call[]>;
  /** Logins with a response, by the session that they opened. */
  readonly logins: ReadonlyMap<string, readonly Call[]>;
  /** Revocations and introspections. */
  readonly sessions: ReadonlyMap<string, readonly Call[]>;
  readonly users: ReadonlyMap<string, readonly Call[]>;
  /** Refreshes by the refresh token that they use. */
  readonly refreshes: ReadonlyMap<string, readonly Call[]>;
  /** Login or refresh whose response contained a refresh token. */
  readonly originOfRefresh: ReadonlyMap<string, Call>;
  readonly refreshesOfSession: ReadonlyMap<string, readonly Call[]>;
  readonly calls: readonly Call[];

  constructor(history: readonly Call[]) {
    this.calls = [...history].sort((left, right) => left.start - right.start);
    const done = this.calls.filter(isDone);
    this.launches = group(this.calls, ({ launch }) => launch);
    this.logins = group(done.filter(isLogin), ({ answer }) => answer?.session);
    this.users = group(done.filter(isLogin), ({ user, pool }) => user && `${pool} ${user}`);
    this.sessions = group(this.calls, ({ session }) => session);
    this.refreshes = group(this.calls, ({ refresh }) => refresh);
    this.originOfRefresh = new Map(
      done.flatMap((call) =>
        call.answer?.refresh === undefined ? [] : [[call.answer.refresh, call] as const],
      ),
    );
    this.refreshesOfSession = group(
      this.calls,
      ({ refresh }) => this.originOfRefresh.get(refresh ?? '')?.answer?.session,
    );
  }
}

/** Whether a call is an attempt to log in. */
export function isLogin({ operation }: Call): boolean {
  return operation === 'exchange' || operation === 'claim';
}

function group(calls: readonly Call[], name: (call: Call) => string | undefined): Map<string, Call[]> {
  const groups = new Map<string, Call[]>();
  for (const call of calls) {
    const key = name(call);
    if (key === undefined) continue;
    const found = groups.get(key);
    if (found) found.push(call);
    else groups.set(key, [call]);
  }
  return groups;
}
