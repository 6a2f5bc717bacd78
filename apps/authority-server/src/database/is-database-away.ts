import pg from 'pg';

/** SQLSTATEs of a connection that is gone: its own class, and the server stops or starts. */
const LOST = ['08', '57P'];

/**
 * SQLSTATEs of a connection that another one takes the place of: its server is a standby now, a statement was planned for
 * columns that were changed, or is not planned there any more.
 */
const OUTDATED = ['25006', '0A000', '26000'];

/** SQLSTATEs of what PostgreSQL gave up itself, undone as a whole: for another transaction, or because of the connection. */
const GIVEN_UP = ['40001', '40P01', ...OUTDATED];

/**
 * Classes and codes of SQLSTATE that another attempt may not meet: no connection (08), the transaction was given up for
 * another (40001, 40P01), no room (53), not done in time (55P03, 57014, 25P03), the server stops or starts (57P),
 * a standby that takes no writes (25006), the server's files cannot be read or written (58, XX).
 *
 * And what an administrator did to the database while it is used: rights were taken away (42501), tables or columns are
 * gone, as while a backup is restored (3F000, 42P01, 42703).
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const SQLSTATES = [
  ...LOST,
  ...GIVEN_UP,
  ...['53', '55P03', '57014', '25P03', '58', 'XX'],
  ...['42501', '3F000', '42P01', '42703'],
];

/** What pg says of a statement that has no answer after `query_timeout`. */
const UNANSWERED = 'Query read timeout';

/** What pg says of a connection that is of no use, where the failure itself is not at hand. */
const MESSAGES = [
  UNANSWERED,
  'timeout exceeded when trying to connect',
  'Connection terminated',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
];

/** PostgreSQL was not asked, since it could not be reached shortly before. */
export class PausedError extends Error {
  override readonly name = 'PausedError';

  constructor() {
    super('PostgreSQL could not be reached. The next attempt is in half a second.');
  }
}

/** Failures of connections that were not made, or broke: for any reason, as a refused password or an answer that is none. */
const lost = new WeakSet<Error>();

/** Notes that a failure is that of a connection, and not of a statement. */
export function noteLostConnection(error: Error): void {
  lost.add(error);
}

/** Whether a statement failed because PostgreSQL could not be reached, did not answer in time, or asks to try again. */
export function isDatabaseAway(thrown: unknown): boolean {
  return matches(thrown, SQLSTATES) || isPaused(thrown);
}

/** Whether the connection is of no use any more, or there was none: what became of the statement is not known. */
export function isConnectionLost(thrown: unknown): boolean {
  return matches(thrown, LOST);
}

/** Whether PostgreSQL did not answer, although it ends each statement sooner. */
export function isUnanswered(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.message === UNANSWERED;
}

/** Whether the statement may succeed on a new connection, and not on this one. */
export function isOutdated(thrown: unknown): boolean {
  return OUTDATED.includes(readCode(thrown));
}

/** Whether PostgreSQL gave the statement or its transaction up, so that it can be sent again. */
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
  if (thrown instanceof pg.DatabaseError && code === undefined) return true; // the driver's: what came is no answer
  if (typeof code === 'string') return code.length === 5 && sqlStates.some((start) => code.startsWith(start));
  return matches(thrown.cause, sqlStates); // drizzle wraps what pg throws
}

/** Whether nothing was sent, because PostgreSQL could not be reached shortly before. */
function isPaused(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown instanceof PausedError || isPaused(thrown.cause));
}
