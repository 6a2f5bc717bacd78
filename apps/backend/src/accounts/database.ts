import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { dataDir as emptyDatabase } from '@electric-sql/pglite-prepopulatedfs';
import { App2WxappError } from '@app2wxapp/core';
import pg from 'pg';
import type { Settings } from '../boot/settings.js';
import { takeFolder } from './data-folder.js';

/** Sends SQL in PostgreSQL's dialect. */
export interface Database {
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/**
 * Opens PostgreSQL where `DATABASE_URL` names one, else the embedded PGlite in `DATA_DIR`, which one process at a time
 * may open. `memory://` in `DATA_DIR` keeps nothing.
 *
 * @throws {App2WxappError} `invalid_options` when the folder cannot be written or is in use, or the database does not answer
 */
export async function openDatabase({ DATABASE_URL, DATA_DIR }: Settings): Promise<Database> {
  const database = DATABASE_URL === undefined ? await openPglite(DATA_DIR) : openPostgres(DATABASE_URL);
  try {
    await database.query(CREATE_TABLES);
    return database;
  } catch (cause) {
    await database.close();
    throw new App2WxappError(
      'invalid_options',
      'The database does not answer. Check DATABASE_URL or DATA_DIR.',
      {
        cause,
      },
    );
  }
}

/**
 * Instances that start at once must not make the same table at once. `json` and not `jsonb`, which would sort the
 * members and refuse some characters.
 */
const CREATE_TABLES = `DO $$ BEGIN
  PERFORM pg_advisory_xact_lock(727265);
  CREATE TABLE IF NOT EXISTS accounts (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id text NOT NULL UNIQUE,
    profile json NOT NULL,
    display_name text,
    created_at timestamptz NOT NULL DEFAULT now()
  );
END $$`;

function openPostgres(connectionString: string): Database {
  const pool = new pg.Pool({ connectionString });
  // A connection that dies while idle is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await pool.query(text, [...values])).rows as Row[],
    close: () => pool.end(),
  };
}

async function openPglite(dataDir: string): Promise<Database> {
  const folder = dataDir.startsWith('memory://') ? undefined : takeFolder(dataDir);
  const isNew = folder === undefined || !existsSync(join(folder.path, 'PG_VERSION'));
  // A new database is unpacked, not made by `initdb`, which takes three times as long.
  const loadDataDir = isNew ? await emptyDatabase() : undefined;
  const pglite = await PGlite.create({ dataDir: folder?.path ?? dataDir, loadDataDir });
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await pglite.query<Row>(text, [...values])).rows,
    close: async () => {
      await pglite.close();
      folder?.release();
    },
  };
}
