import { isBrokenCircuitError } from 'cockatiel';

/** SQLSTATEs of a connection that is gone: its own class, and the server stops or starts. */
const LOST = ['08', '57P'];

/** SQLSTATEs of what PostgreSQL gave up itself, undone as a whole: for another transaction, or on a standby. */
const GIVEN_UP = ['40001', '40P01', '25006'];

/**
 * Classes and codes of SQLSTATE that another attempt may not meet: no connection (08), the transaction was given up for
 * another (40001, 40P01), no room (53), not done in time (55P03, 57014, 25P03), the server stops or starts (57P),
 * a standby that takes no writes (25006).
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const SQLSTATES = [...LOST, ...GIVEN_UP, '53', '55P03', '57014', '25P03'];

/** Codes of Node.js of a connection that was not made, or broke. */
const SYSTEM_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];

/** What pg says where it gives no code. */
const MESSAGES = [
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Query read timeout',
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
];

/** Whether a statement failed because PostgreSQL could not be reached, did not answer in time, or asks to try again. */
export function isDatabaseAway(thrown: unknown): boolean {
  return matches(thrown, SQLSTATES) || isPaused(thrown);
}

/** Whether the connection is of no use any more, or there was none: what became of the statement is not known. */
export function isConnectionLost(thrown: unknown): boolean {
  return matches(thrown, LOST);
}

/** Whether PostgreSQL gave the statement or its transaction up, so that it can be sent again. */
export function isGivenUp(thrown: unknown): boolean {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return GIVEN_UP.some((known) => known === code);
}

function matches(thrown: unknown, sqlStates: readonly string[]): boolean {
  if (!(thrown instanceof Error)) return false;
  const code: unknown = 'code' in thrown ? thrown.code : undefined;
  if (typeof code === 'string') {
    return (
      SYSTEM_CODES.includes(code) || (code.length === 5 && sqlStates.some((start) => code.startsWith(start)))
    );
  }
  // drizzle wraps what pg throws; where a name has several addresses, Node.js wraps the failure of each.
  const causes = thrown instanceof AggregateError ? thrown.errors : [thrown.cause];
  return MESSAGES.includes(thrown.message) || causes.some((cause) => matches(cause, sqlStates));
}

/** Whether nothing was sent, because PostgreSQL could not be reached shortly before. */
function isPaused(thrown: unknown): boolean {
  return thrown instanceof Error && (isBrokenCircuitError(thrown) || isPaused(thrown.cause));
}
