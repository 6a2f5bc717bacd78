import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import type { FastifyBaseLogger } from 'fastify';
import type { Database, SqlClient } from './database.js';
import { orderValues, type Statement } from './statement.js';
import { MIGRATIONS } from './migrations.js';
import { openPool } from './postgres-pool.js';

/** Names the lock under which one instance at a time brings the tables up to date; any constant would do. */
const MIGRATION_LOCK = 7_461_221;

/** How long a start waits for the first connection. */
const CONNECT_MS = 5000;

/** How a PostgreSQL is reached. */
export interface PostgresOptions {
  readonly connectionString: string;
  /** Connections of this process at most. */
  readonly poolSize: number;
  /** Longest time of a request, which the deadlines of connections and statements are parts of. */
  readonly requestTimeoutMs: number;
}

/** Opens PostgreSQL and brings its tables up to date; instances that start at once wait for one another. */
export async function openPostgresDatabase(
  { connectionString, poolSize, requestTimeoutMs }: PostgresOptions,
  logger: Pick<FastifyBaseLogger, 'error'>,
): Promise<Database> {
  await migrateOnce(connectionString);
  const pool = openPool({ connectionString, poolSize, requestTimeoutMs }, logger);
  return {
    ...createClient(pool),
    orm: drizzle(pool),
    transaction: (run) => runTransaction(pool, run),
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

/** Without the deadlines of requests: a migration may take long, and so may the wait for another instance's. */
async function migrateOnce(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined); // the statement that is under way rejects
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
  } finally {
    // Ends the lock too.
    await client.end();
  }
}
