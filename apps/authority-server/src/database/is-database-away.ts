import pg from 'pg';

/** SQLSTATEs of a lost connection: its own class, and a server that stops or starts. */
const LOST = ['08', '57P'];

/**
 * SQLSTATEs after which a new connection helps: the server is a standby now, the columns of a prepared statement were
 * changed, or that statement no longer exists.
 */
const OUTDATED = ['25006', '0A000', '26000'];

/**
 * SQLSTATEs of statements that PostgreSQL itself rolled back: for another transaction, or because of the connection.
 */
const GIVEN_UP = ['40001', '40P01', ...OUTDATED];

/**
 * Classes and codes of SQLSTATE after which a retry may succeed: no connection (08), the transaction was rolled back
 * for another (40001, 40P01), no resources (53), a timeout (55P03, 57014, 25P03), the server stops or starts (57P), a
 * standby that accepts no writes (25006), the server's files cannot be read or written (58, XX).
 *
 * And changes of an administrator while the database is in use: revoked rights (42501), missing tables or columns,
 * for example while a backup is restored (3F000, 42P01, 42703).
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const SQLSTATES = [
  ...LOST,
  ...GIVEN_UP,
  ...['53', '55P03', '57014', '25P03', '58', 'XX'],
  ...['42501', '3F000', '42P01', '42703'],
];

/** Message of pg for a statement without a response within `query_timeout`. */
const UNANSWERED = 'Query read timeout';

/** Messages of pg for an unusable connection, without the original error. */
const MESSAGES = [
  UNANSWERED,
  'timeout exceeded when trying to connect',
  'Connection terminated',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
];

/** Error of a statement that was not sent, since PostgreSQL could not be reached shortly before. */
export class PausedError extends Error {
  override readonly name = 'PausedError';

  constructor() {
    super('PostgreSQL could not be reached. The next attempt is in half a second.');
  }
}

/**
 * Errors of connections that were not opened, or broke, for any reason, such as a refused password or a malformed
 * response.
 */
const lost = new WeakSet<Error>();

/** Marks an error as that of a connection, not of a statement. */
export function noteLostConnection(error: Error): void {
  lost.add(error);
}

/**
 * Whether a statement failed because PostgreSQL could not be reached, did not respond in time, or asks for a retry.
 */
export function isDatabaseAway(thrown: unknown): boolean {
  return matches(thrown, SQLSTATES) || isPaused(thrown);
}

/** Whether the connection is unusable, or there was none: the outcome of the statement is unknown. */
export function isConnectionLost(thrown: unknown): boolean {
  return matches(thrown, LOST);
}

/** Whether PostgreSQL did not respond, although it ends each statement sooner. */
export function isUnanswered(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.message === UNANSWERED;
}

/** Whether the statement may succeed on a new connection, and not on this one. */
export function isOutdated(thrown: unknown): boolean {
  return OUTDATED.includes(readCode(thrown));
}

/** Whether PostgreSQL rolled the statement or its transaction back, so that it can be sent again. */
export function isGivenUp(thrown: unknown): boolean {
  return GIVEN_UP.includes(readCode(thrown));
}

function readCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}

function matches(thrown: unknown, sqlStates: readonly string[]): boolean {
  if (!(thrown instanceof Error)) return false;
  if (lost.has(thrown) || MESSAGES.includes(thrown.message)) return true;
  const code: unknown = 'code' in thrown ? thrown.code : undefined;
  if (thrown instanceof pg.DatabaseError && code === undefined) return true; // the driver's error: the response was malformed
  if (typeof code === 'string') return code.length === 5 && sqlStates.some((start) => code.startsWith(start));
  return matches(thrown.cause, sqlStates); // drizzle wraps the errors of pg
}

/** Whether nothing was sent, because PostgreSQL could not be reached shortly before. */
function isPaused(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown instanceof PausedError || isPaused(thrown.cause));
}
