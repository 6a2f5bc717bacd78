import pg from 'pg';
import { closeClient } from './close-client.js';

const PROBE = { name: 'app2wxapp_probe', text: 'SELECT 1' };
/** SQLSTATEs of a prepared statement that is not there, or is there already: the connection is another client's. */
const SHARED = ['26000', '42P05'];
const DEADLINE_MS = 2000;

/**
 * Whether a statement that was prepared is there in the next transaction. It is not behind a PgBouncer that gives each
 * transaction another connection, unless `max_prepared_statements` is set there.
 */
export async function keepsPreparedStatements(connectionString: string): Promise<boolean> {
  const options = { connectionString, connectionTimeoutMillis: DEADLINE_MS, query_timeout: DEADLINE_MS };
  const [first, second] = [new pg.Client(options), new pg.Client(options)];
  for (const client of [first, second]) client.on('error', () => undefined); // its statement rejects
  try {
    await first.connect();
    if (await isDirect(first)) return true;
    await second.connect();
    await first.query(PROBE);
    // Takes the connection that the first has just left, and keeps it.
    await second.query('BEGIN');
    await second.query(PROBE);
    await first.query(PROBE);
    return true;
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: string };
    if (code !== undefined && SHARED.includes(code)) return false;
    if (message === 'Query read timeout') return true; // one connection for each client: the second waits for the first
    throw error;
  } finally {
    await Promise.all([closeClient(first), closeClient(second)]);
  }
}

/** PostgreSQL names its own process when a connection begins; a pooler names another number. */
async function isDirect(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid === (client as unknown as { readonly processID: number }).processID;
}
