/** Operation of the authority. */
export type Operation = 'issue' | 'exchange' | 'claim' | 'refresh' | 'revoke' | 'introspect';

/** Answer of the authority. Names instead of credentials: nothing in a history opens anything. */
export interface Answer {
  /** HTTP status; 0 when the connection broke. */
  readonly status: number;
  readonly error?: string;
  /** Of an issue. */
  readonly ticket?: string;
  readonly lifetimeMs?: number;
  /** Of a login or a refresh. */
  readonly session?: string;
  readonly refresh?: string;
  /** Of a login: how many logins the user had with it. */
  readonly loginNumber?: number;
  /** Of an introspection. */
  readonly active?: boolean;
}

/** One request and its answer: a line of a history. */
export interface Call {
  readonly client: string;
  /** Host and port of the instance that was asked. */
  readonly authority?: string;
  readonly operation: Operation;
  readonly pool: string;
  /** Milliseconds since the history began. */
  readonly start: number;
  readonly end: number;
  /** Absent when the client stopped waiting at `end`. */
  readonly answer?: Answer;
  /** What may be logged in once: a ticket, or all tickets of one bound launch. Of issue, exchange and claim. */
  readonly launch?: string;
  /** Of issue, exchange and claim. */
  readonly user?: string;
  /** Of an exchange. */
  readonly ticket?: string;
  /** The `Idempotency-Key` of an exchange or claim. */
  readonly key?: string;
  /** Whether the verifier (or its absence) is the one of the launch. Of exchange and claim. */
  readonly isVerified?: boolean;
  /** Of revoke and introspect. */
  readonly session?: string;
  /** The refresh token that is used. */
  readonly refresh?: string;
}

/** Whether a call was answered with success. */
export function isDone({ answer }: Call): boolean {
  return answer !== undefined && answer.status >= 200 && answer.status < 300;
}

/** Whether a call was refused permanently: a status of the 400s other than "too many". */
export function isRefused({ answer }: Call): boolean {
  return answer !== undefined && answer.status >= 400 && answer.status < 500 && answer.status !== 429;
}

/** Whether it is not known if a call was carried out: no answer, or a failure of the server. */
export function isUnknown(call: Call): boolean {
  return !isDone(call) && !isRefused(call);
}
