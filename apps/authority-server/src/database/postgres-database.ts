import { systemClock, type Clock } from '@app2wxapp/authority';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { FastifyBaseLogger } from 'fastify';
import { listServers } from '../config/database-url.js';
import type { Database, SqlClient } from './database.js';
import { orderValues, type Statement } from './statement.js';
import { isGivenUp } from './is-database-away.js';
import { openPool } from './postgres-pool.js';
import { preparePostgres } from './prepare-postgres.js';

/** How a PostgreSQL is reached. */
export interface PostgresOptions {
  readonly connectionString: string;
  /** Connections of this process at most. */
  readonly poolSize: number;
  /** Longest time of a request, which the deadlines of connections and statements are parts of. */
  readonly requestTimeoutMs: number;
}

/**
 * Opens PostgreSQL and brings its tables up to date; instances that start at once wait for one another.
 *
 * @throws {App2WxappError} `invalid_options`, which says what to do
 */
export async function openPostgresDatabase(
  { connectionString, poolSize, requestTimeoutMs }: PostgresOptions,
  logger: Pick<FastifyBaseLogger, 'error' | 'warn'>,
  clock: Clock = systemClock,
): Promise<Database> {
  await preparePostgres(listServers(connectionString), { logger, clock });
  const pool = openPool({ connectionString, poolSize, requestTimeoutMs }, logger);
  return {
    ...createClient(pool),
    orm: drizzle(pool),
    transaction: (run) =>
      runTransaction(pool, run).catch((error: unknown) => {
        if (!isGivenUp(error)) throw error;
        return runTransaction(pool, run);
      }),
    maintain: () => Promise.resolve(),
    ping: async () => void (await pool.query('select 1')),
    close: () => pool.end(),
  };
}

function createClient(client: Pick<pg.Pool | pg.PoolClient, 'query'>): SqlClient {
  return {
    query: async <Values extends object, Row>(statement: Statement<Values, Row>, values: NoInfer<Values>) => {
      const { name, text } = statement;
      return (await client.query({ name, text, values: orderValues(statement, values) })).rows as Row[];
    },
  };
}

async function runTransaction<T>(pool: pg.Pool, run: (client: SqlClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    const result = await run(createClient(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}
