/** Operation of the authority. */
export type Operation = 'issue' | 'exchange' | 'claim' | 'refresh' | 'revoke' | 'introspect';

/** Response of the authority, with names instead of credentials: nothing in a history is secret. */
export interface Answer {
  /** HTTP status; 0 when the connection broke. */
  readonly status: number;
  readonly error?: string;
  /** Ticket of an issue. */
  readonly ticket?: string;
  readonly lifetimeMs?: number;
  /** Session of a login or a refresh. */
  readonly session?: string;
  readonly refresh?: string;
  /** Number of the user's logins, in the response to a login. */
  readonly loginNumber?: number;
  /** Result of an introspection. */
  readonly active?: boolean;
}

/** Request and its response: a line of a history. */
export interface Call {
  readonly client: string;
  /** Host and port of the instance that received the request. */
  readonly authority?: string;
  readonly operation: Operation;
  readonly pool: string;
  /** Milliseconds since the history began. */
  readonly start: number;
  readonly end: number;
  /** Response; absent when the client stopped waiting at `end`. */
  readonly answer?: Answer;
  /** Unit that may log in once: a ticket, or all tickets of one bound launch. For issue, exchange and claim. */
  readonly launch?: string;
  /** User, for issue, exchange and claim. */
  readonly user?: string;
  /** Ticket of an exchange. */
  readonly ticket?: string;
  /** `Idempotency-Key` of an exchange or claim. */
  readonly key?: string;
  /** Whether the verifier (or its absence) is the launch's. For exchange and claim. */
  readonly isVerified?: boolean;
  /** Session of a revocation or introspection. */
  readonly session?: string;
  /** Refresh token that is presented. */
  readonly refresh?: string;
}

/** Whether a call succeeded. */
export function isDone({ answer }: Call): boolean {
  return answer !== undefined && answer.status >= 200 && answer.status < 300;
}

/** Whether a call was refused permanently: a status of the 400s other than "too many". */
export function isRefused({ answer }: Call): boolean {
  return answer !== undefined && answer.status >= 400 && answer.status < 500 && answer.status !== 429;
}

/** Whether the outcome of a call is unknown: no response, or a failure of the server. */
export function isUnknown(call: Call): boolean {
  return !isDone(call) && !isRefused(call);
}
