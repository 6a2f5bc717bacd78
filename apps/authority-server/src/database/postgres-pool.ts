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
  readonly connectionString: string;
  /** Connections of this process at most. */
  readonly poolSize: number;
  /** Longest time of a request, which the deadlines of connections and statements are parts of. */
  readonly requestTimeoutMs: number;
}

/**
 * Makes the pool of connections. Each wait has a deadline, here and in PostgreSQL: one that no longer answers here still
 * ends there what it was asked to do. A connection is thrown away when its answer is late, when it broke, and when its
 * server takes no writes any more; after a late answer so are those to the same server that wait idle.
 *
 * What can be repeated safely is repeated once: a statement that PostgreSQL did not get or gave up itself, and a read whose
 * connection broke. While PostgreSQL cannot be reached, one request in half a second tries, and the others fail at once.
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
      noteLostConnection(error); // before the statement that is under way rejects with it
      logger.error({ reason: nameFailure(error) }, 'a connection to PostgreSQL broke');
    });
    endWhenUnusable(client, watched);
  });
  pool.on('error', () => undefined); // an idle connection broke: it was logged above, and the pool replaces it
  guard(pool, servers.count);
  return pool;
}

/** Repeats what can be repeated, and fails at once while PostgreSQL cannot be reached. */
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

/** Repeats once, and where no connection was made once for each other server. */
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
 * Ends a connection as soon as a statement of a transaction shows that it cannot be used. Otherwise the pool would give it
 * to others, behind the statement that still runs; drizzle returns connections to the pool as they are.
 *
 * A server that takes no writes, or did not even end a statement after its `statement_timeout`, is left for the next one.
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
    // The pool's own queries take a callback, and the pool ends a connection of which one failed.
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
