import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';
import { listServers } from '../config/database-url.js';
import { ConnectionCircuit } from './connection-circuit.js';
import { nameFailure } from './error-codes.js';
import { IdleConnections } from './idle-connections.js';
import {
  isConnectionLost,
  isGivenUp,
  isOutdated,
  isUnanswered,
  noteLostConnection,
} from './is-database-away.js';
import { createClientClass, isNotSent, PostgresServers } from './postgres-servers.js';

/** Options of a connection to PostgreSQL. */
export interface PostgresOptions {
  /** Address of the database, with the credentials. Never log it. */
  readonly connectionString: string;
  /** Largest number of connections of this process. */
  readonly poolSize: number;
  /** Longest time of a request in milliseconds; the deadlines of connections and statements are fractions of it. */
  readonly requestTimeoutMs: number;
}

/**
 * Creates the pool of connections. Each wait has a deadline, here and in PostgreSQL: a statement that the client no
 * longer waits for still ends there. A connection is destroyed when its response is late, when it broke, and when its
 * server accepts no writes any more; after a late response idle connections to the same server are destroyed too.
 *
 * A statement that is safe to repeat is repeated once: one that PostgreSQL did not receive or rolled back itself, and
 * a read whose connection broke. While PostgreSQL cannot be reached, one request in half a second tries, and the
 * others fail at once.
 */
export function openPool(
  { connectionString, poolSize, requestTimeoutMs }: PostgresOptions,
  logger: Pick<FastifyBaseLogger, 'error'>,
): pg.Pool {
  const quarterMs = Math.ceil(requestTimeoutMs / 4);
  const servers = new PostgresServers(listServers(connectionString));
  const pool = new pg.Pool({
    Client: createClientClass(servers),
    max: poolSize,
    connectionTimeoutMillis: quarterMs,
    query_timeout: 3 * quarterMs,
    statement_timeout: 2 * quarterMs,
    lock_timeout: quarterMs,
    idle_in_transaction_session_timeout: 4 * quarterMs,
  });
  const watched = { servers, idle: new IdleConnections(pool) };
  pool.on('connect', (client) => {
    // Without a listener of its own, a connection that breaks while it is in use would end the process.
    client.on('error', (error) => {
      noteLostConnection(error); // before the running statement rejects with it
      logger.error({ reason: nameFailure(error) }, 'a connection to PostgreSQL broke');
    });
    endWhenUnusable(client, watched);
  });
  pool.on('error', () => undefined); // an idle connection broke: it was logged above, and the pool replaces it
  guard(pool, servers.count);
  return pool;
}

/** Repeats statements that are safe to repeat, and fails at once while PostgreSQL cannot be reached. */
function guard(pool: pg.Pool, servers: number): void {
  const circuit = new ConnectionCircuit();
  for (const name of ['query', 'connect'] as const) {
    const send = pool[name].bind(pool) as (...args: unknown[]) => Promise<unknown>;
    const guarded = (...args: unknown[]): unknown => {
      // The pool calls itself with a callback.
      if (typeof args.at(-1) === 'function') return send(...args);
      const isRead = name === 'query' && /^\s*select\b/i.test(readText(args[0]));
      return circuit.run(() => repeat(() => send(...args), { isRead, servers }));
    };
    pool[name] = guarded as never;
  }
}

/** Repeats once, and without a connection once for each other server. */
async function repeat<T>(
  send: () => Promise<T>,
  { isRead, servers }: { readonly isRead: boolean; readonly servers: number },
): Promise<T> {
  for (let others = servers - 1, isRepeated = false; ;) {
    try {
      return await send();
    } catch (error) {
      if (isNotSent(error) && others > 0) others -= 1;
      else if (!isRepeated && (isGivenUp(error) || (isRead && isConnectionLost(error)))) isRepeated = true;
      else throw error;
    }
  }
}

function readText(query: unknown): string {
  return typeof query === 'string' ? query : String((query as { readonly text?: unknown } | undefined)?.text);
}

/**
 * Destroys a connection as soon as a statement of a transaction shows that it is unusable. Otherwise the pool would
 * reuse it, behind the statement that still runs; drizzle returns connections to the pool unchanged.
 *
 * A server that accepts no writes, or did not end a statement after its `statement_timeout`, is replaced by the next
 * one.
 */
function endWhenUnusable(
  client: pg.PoolClient,
  { servers, idle }: { readonly servers: PostgresServers; readonly idle: IdleConnections },
): void {
  const { address = servers.current } = client as { readonly address?: string };
  const send = client.query.bind(client) as (...args: unknown[]) => unknown;
  const leave = (error: unknown): boolean => {
    const isReadOnly = (error as { readonly code?: string } | undefined)?.code === '25006';
    const isSilent = isUnanswered(error);
    if (isReadOnly || isSilent) servers.leave(address);
    if (isSilent) idle.break(address);
    return isOutdated(error) || isConnectionLost(error);
  };
  const watch = (error: unknown): void => {
    if (leave(error)) void (client as unknown as pg.Client).end();
  };
  const sendAndWatch = (...args: unknown[]): unknown => {
    const last = args.at(-1);
    // The pool's own queries have a callback, and the pool destroys a connection after a failed one.
    if (typeof last === 'function') {
      const callback = last as (error: Error | undefined, ...rest: unknown[]) => void;
      args[args.length - 1] = (error: Error | undefined, ...rest: unknown[]) => {
        leave(error);
        callback(error, ...rest);
      };
      return send(...args);
    }
    const result = send(...args);
    if (result instanceof Promise) result.catch(watch);
    return result;
  };
  client.query = sendAndWatch as typeof client.query;
}
