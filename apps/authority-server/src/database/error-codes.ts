/**
 * Finds the SQLSTATE of a failure, or the code of the system, in an error or its causes: drizzle wraps the errors of
 * drivers.
 */
export function findErrorCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : findErrorCode(thrown.cause);
}

/** Returns the code of a failure for the log, or else its name. The message is left out: it may quote values. */
export function nameFailure(thrown: unknown): string {
  return findErrorCode(thrown) ?? (thrown instanceof Error ? thrown.name : 'unknown');
}
