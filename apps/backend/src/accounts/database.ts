import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App2WxappError } from '@app2wxapp/core';
import type { Client } from '@libsql/client/sqlite3';
import type { Settings } from '../boot/settings.js';

/** Client of a database: sends SQL that PostgreSQL and SQLite both accept, with `$1`, `$2` … for values. */
export interface Database {
  /** Runs a statement and returns its rows. */
  query<Row>(text: string, values?: readonly (string | null)[]): Promise<Row[]>;
  /** Closes the database. */
  close(): Promise<void>;
}

/**
 * Opens PostgreSQL where `DATABASE_URL` names one, else SQLite in a file of `DATA_DIR`, which several processes may
 * share. `memory://` in `DATA_DIR` stores nothing on disk.
 *
 * @throws {App2WxappError} `invalid_options` when the folder cannot be written, or the database does not respond
 */
export async function openDatabase({ DATABASE_URL, DATA_DIR }: Settings): Promise<Database> {
  const database = await (DATABASE_URL === undefined ? openSqlite(DATA_DIR) : openPostgres(DATABASE_URL));
  try {
    for (const statement of DATABASE_URL === undefined ? ON_SQLITE : ON_POSTGRES) {
      await database.query(statement);
    }
    return database;
  } catch (cause) {
    await database.close();
    const message = 'The database does not respond. Check DATABASE_URL or DATA_DIR.';
    throw new App2WxappError('invalid_options', message, { cause });
  }
}

/** SQL of the table. `profile` is JSON as text, which keeps the order of its members. */
const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS accounts (
    user_id text PRIMARY KEY,
    profile text NOT NULL,
    display_name text,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
  )`;

/** SQL for PostgreSQL: a lock, since instances that start at once must not create the same table. */
const ON_POSTGRES = [`DO $$ BEGIN PERFORM pg_advisory_xact_lock(727265); ${CREATE_TABLE}; END $$`];

/** SQL for SQLite: readers do not wait for a writer, and a writer waits up to five seconds for another. */
const ON_SQLITE = ['PRAGMA journal_mode = WAL', 'PRAGMA busy_timeout = 5000', CREATE_TABLE];

// Only the driver in use is loaded: each takes three to five megabytes.

async function openPostgres(connectionString: string): Promise<Database> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString });
  // A connection that dies while idle is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  return {
    query: async <Row>(text: string, values: readonly (string | null)[] = []) =>
      (await pool.query(text, [...values])).rows as Row[],
    close: () => pool.end(),
  };
}

async function openSqlite(dataDir: string): Promise<Database> {
  const { createClient } = await import('@libsql/client/sqlite3');
  const open = (url: string) => createClient({ url });
  const client = dataDir.startsWith('memory://') ? open(':memory:') : openFile(dataDir, open);
  return {
    async query<Row>(text: string, values: readonly (string | null)[] = []) {
      const { rows } = await client.execute({ sql: text.replaceAll('$', '?'), args: [...values] });
      return rows as Row[];
    },
    close: () => Promise.resolve(client.close()),
  };
}

function openFile(dataDir: string, open: (url: string) => Client): Client {
  const folder = resolve(dataDir);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return open(pathToFileURL(join(folder, 'accounts.sqlite')).href);
  } catch (cause) {
    const message = `DATA_DIR: ${folder} cannot be written. Set it to a writable folder.`;
    throw new App2WxappError('invalid_options', message, { cause });
  }
}
