/**
 * Classes and codes of SQLSTATE that another attempt may not meet: no connection (08), the transaction was given up for
 * another (40001, 40P01), no room (53), not done in time (55P03, 57014, 25P03), the server stops or starts (57P),
 * a standby that takes no writes (25006).
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const SQLSTATES = ['08', '40001', '40P01', '53', '55P03', '57014', '57P', '25P03', '25006'];

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
  if (!(thrown instanceof Error)) return false;
  const code: unknown = 'code' in thrown ? thrown.code : undefined;
  if (typeof code === 'string') {
    return (
      SYSTEM_CODES.includes(code) || (code.length === 5 && SQLSTATES.some((start) => code.startsWith(start)))
    );
  }
  // drizzle wraps what pg throws; where a name has several addresses, Node.js wraps the failure of each.
  const causes = thrown instanceof AggregateError ? thrown.errors : [thrown.cause];
  return MESSAGES.includes(thrown.message) || causes.some(isDatabaseAway);
}
