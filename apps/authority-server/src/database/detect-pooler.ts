import pg from 'pg';
import { closeClient } from './close-client.js';

const PROBE = { name: 'app2wxapp_probe', text: 'SELECT 1' };
/** SQLSTATEs of a prepared statement that is missing, or exists already: another client uses the connection too. */
const SHARED = ['26000', '42P05'];
const DEADLINE_MS = 2000;

/**
 * Whether a prepared statement still exists in the next transaction. It does not behind a PgBouncer that assigns each
 * transaction another connection, unless `max_prepared_statements` is set there.
 *
 * @throws any other error of the connection
 */
export async function keepsPreparedStatements(connectionString: string): Promise<boolean> {
  const options = { connectionString, connectionTimeoutMillis: DEADLINE_MS, query_timeout: DEADLINE_MS };
  const [first, second] = [new pg.Client(options), new pg.Client(options)];
  for (const client of [first, second]) client.on('error', () => undefined); // the statement that is running rejects
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

/**
 * Whether a client is connected directly. PostgreSQL sends the id of its process when a connection begins; a pooler
 * sends another number.
 */
async function isDirect(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid === (client as unknown as { readonly processID: number }).processID;
}
