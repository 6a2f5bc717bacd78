import { systemClock, type Clock } from '@app2wxapp/authority';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { FastifyBaseLogger } from 'fastify';
import { listServers } from '../config/database-url.js';
import type { Database, SqlClient } from './database.js';
import { keepsPreparedStatements } from './detect-pooler.js';
import { explainPostgresFailure } from './explain-postgres.js';
import { orderValues, type Statement } from './statement.js';
import { isGivenUp } from './is-database-away.js';
import { openPool, type PostgresOptions } from './postgres-pool.js';
import { preparePostgres } from './prepare-postgres.js';

const PLANNED_EACH_TIME =
  'DATABASE_URL leads to a pooler that keeps no prepared statements: each statement is planned again; ' +
  'set max_prepared_statements (PgBouncer 1.21 or newer)';

/**
 * Opens PostgreSQL and updates its tables; instances that start at once wait for one another.
 *
 * @throws {App2WxappError} `invalid_options`, with a message that says what to do
 */
export async function openPostgresDatabase(
  { connectionString, poolSize, requestTimeoutMs }: PostgresOptions,
  logger: Pick<FastifyBaseLogger, 'error' | 'warn'>,
  clock: Clock = systemClock,
): Promise<Database> {
  const primary = await preparePostgres(listServers(connectionString), { logger, clock });
  const pool = openPool({ connectionString, poolSize, requestTimeoutMs }, logger);
  const isPlannedOnce = await verifyPool(pool, primary);
  if (!isPlannedOnce) logger.warn(PLANNED_EACH_TIME);
  return {
    ...createClient(pool, isPlannedOnce),
    orm: drizzle(pool),
    async transaction(run) {
      const runOnce = () => runTransaction(pool, (client) => run(createClient(client, isPlannedOnce)));
      try {
        return await runOnce();
      } catch (error) {
        if (!isGivenUp(error)) throw error;
        return runOnce();
      }
    },
    maintain: () => Promise.resolve(),
    ping: async () => void (await pool.query('select 1')),
    close: () => pool.end(),
  };
}

/**
 * Requires a connection with the deadlines of requests, so that a mistake stops the start and not the first request.
 */
async function verifyPool(pool: pg.Pool, primary: string): Promise<boolean> {
  try {
    await pool.query('SELECT 1');
    return await keepsPreparedStatements(primary);
  } catch (cause) {
    await pool.end();
    throw explainPostgresFailure(cause, primary);
  }
}

/**
 * Creates a client on a pool or a connection.
 *
 * @param isPlannedOnce whether the connection keeps prepared statements
 */
function createClient(client: Pick<pg.Pool | pg.PoolClient, 'query'>, isPlannedOnce: boolean): SqlClient {
  return {
    query: async <Values extends object, Row>(statement: Statement<Values, Row>, values: NoInfer<Values>) => {
      const { text } = statement;
      const name = isPlannedOnce ? statement.name : undefined;
      return (await client.query({ name, text, values: orderValues(statement, values) })).rows as Row[];
    },
  };
}

async function runTransaction<T>(pool: pg.Pool, run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    const result = await run(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}
