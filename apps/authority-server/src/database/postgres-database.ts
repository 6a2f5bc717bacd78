import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import type { FastifyBaseLogger } from 'fastify';
import type { Database, SqlClient } from './database.js';
import { MIGRATIONS } from './migrations.js';
import * as schema from './schema.js';

/** Names the lock under which one instance at a time brings the tables up to date; any constant would do. */
const MIGRATION_LOCK = 7_461_221;

/** How a PostgreSQL is reached. */
export interface PostgresOptions {
  readonly connectionString: string;
  /** Connections of this process at most. */
  readonly poolSize: number;
}

/** Opens PostgreSQL and brings its tables up to date; instances that start at once wait for one another. */
export async function openPostgresDatabase(
  { connectionString, poolSize }: PostgresOptions,
  logger: Pick<FastifyBaseLogger, 'error'>,
): Promise<Database> {
  const pool = new pg.Pool({ connectionString, max: poolSize, connectionTimeoutMillis: 5000 });
  // A broken connection is replaced by the pool. Without a listener of its own, one that is in use when it breaks would
  // end the process.
  pool.on('connect', (client) =>
    client.on('error', (error) =>
      logger.error({ reason: nameFailure(error) }, 'a connection to PostgreSQL broke'),
    ),
  );
  pool.on('error', () => undefined); // of an idle connection, which has said so by itself
  try {
    await migrateOnce(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    ...createClient(pool),
    orm: drizzle(pool, { schema }),
    transaction: (run) => runTransaction(pool, run),
    maintain: () => Promise.resolve(),
    ping: async () => void (await pool.query('select 1')),
    close: () => pool.end(),
  };
}

function createClient(client: Pick<pg.Pool | pg.PoolClient, 'query'>): SqlClient {
  return {
    query: async <Row>({ name, text }: { name: string; text: string }, values: readonly unknown[]) =>
      (await client.query({ name, text, values: [...values] })).rows as Row[],
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

/** Its SQLSTATE or the system's code: the message may quote values. */
function nameFailure(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return code ?? error.name;
}

async function migrateOnce(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
  } finally {
    // Ends the connection and with it the lock.
    client.release(true);
  }
}
