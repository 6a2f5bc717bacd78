import type { FastifyBaseLogger } from 'fastify';
import type { DatabaseSettings, Settings } from '../config/settings.js';
import type { Database } from './database.js';
import { openPgliteDatabase } from './pglite-database.js';
import { openPostgresDatabase } from './postgres-database.js';
import { openDataFolder, readMasterKey, type DataFolder } from './data-folder.js';

/** Injects the {@link Storage}. */
export const STORAGE = Symbol('Storage');

/** Injects the `SealedBox` of the rules: what is sealed under the master key. */
export const BOX = Symbol('SealedBox');

/** A database that is ready to use, and the key that its secrets are sealed under. */
export interface Storage {
  readonly database: Database;
  readonly masterKey: Uint8Array;
  /** Where the embedded database lies; absent with PostgreSQL. */
  readonly folder?: DataFolder;
  close(): Promise<void>;
}

/** A database that is open, and how it is closed. */
type OpenDatabase = Omit<Storage, 'masterKey'>;

/**
 * Opens the database, and reads or makes the key that its secrets are sealed under.
 *
 * @throws {App2WxappError} `invalid_options`
 */
export async function openStorage(settings: Settings, logger: FastifyBaseLogger): Promise<Storage> {
  const opened = await openDatabase(settings, logger);
  try {
    // Settings with DATABASE_URL have a key.
    const masterKey = settings.MASTER_KEY ?? readMasterKey(opened.folder as DataFolder);
    return { ...opened, masterKey };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/**
 * Opens PostgreSQL where `DATABASE_URL` names one, otherwise the embedded database in `DATA_DIR`.
 *
 * @throws {App2WxappError} `invalid_options`
 */
export async function openDatabase(
  settings: DatabaseSettings,
  logger: Pick<FastifyBaseLogger, 'error' | 'warn'>,
): Promise<OpenDatabase> {
  const { DATABASE_URL: connectionString, DATABASE_POOL_SIZE: poolSize, REQUEST_TIMEOUT_MS } = settings;
  if (connectionString === undefined) return openEmbedded(settings.DATA_DIR);
  const options = { connectionString, poolSize, requestTimeoutMs: REQUEST_TIMEOUT_MS };
  const database = await openPostgresDatabase(options, logger);
  return { database, close: () => database.close() };
}

async function openEmbedded(path: string): Promise<OpenDatabase> {
  const folder = openDataFolder(path);
  try {
    const database = await openPgliteDatabase(folder.database);
    return { database, folder, close: () => database.close().finally(() => folder.release()) };
  } catch (error) {
    folder.release();
    throw error;
  }
}
