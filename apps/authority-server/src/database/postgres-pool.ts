import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';
import type { PostgresOptions } from './postgres-database.js';

/**
 * Makes the pool of connections. Each wait has a deadline, here and in PostgreSQL: one that no longer answers here still
 * ends there what it was asked to do. A connection whose answer is late is thrown away.
 */
export function openPool(
  { connectionString, poolSize, requestTimeoutMs }: PostgresOptions,
  logger: Pick<FastifyBaseLogger, 'error'>,
): pg.Pool {
  const quarterMs = Math.ceil(requestTimeoutMs / 4);
  const pool = new pg.Pool({
    connectionString,
    max: poolSize,
    connectionTimeoutMillis: quarterMs,
    query_timeout: 3 * quarterMs,
    statement_timeout: 2 * quarterMs,
    lock_timeout: quarterMs,
    idle_in_transaction_session_timeout: 4 * quarterMs,
  });
  pool.on('connect', (client) => {
    // Without a listener of its own, a connection that breaks while it is in use would end the process.
    client.on('error', (error) => {
      logger.error({ reason: nameFailure(error) }, 'a connection to PostgreSQL broke');
    });
    endWhenLate(client);
  });
  pool.on('error', () => undefined); // an idle connection broke: it was logged above, and the pool replaces it
  return pool;
}

/**
 * Ends a connection as soon as a statement of a transaction is late. Otherwise the pool would give it to others, behind
 * the statement that still runs; drizzle returns connections to the pool as they are.
 */
function endWhenLate(client: pg.PoolClient): void {
  const send = client.query.bind(client) as (...args: unknown[]) => unknown;
  const sendInTime = (...args: unknown[]): unknown => {
    const result = send(...args);
    // The pool's own queries take a callback, and the pool ends a connection of which one failed.
    if (result instanceof Promise) {
      result.catch((error: Error) => {
        if (error.message === 'Query read timeout') void (client as unknown as pg.Client).end();
      });
    }
    return result;
  };
  client.query = sendInTime as typeof client.query;
}

/** Its SQLSTATE or the system's code: the message may quote values. */
function nameFailure(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return code ?? error.name;
}
