import { App2WxappError, isApp2WxappError } from '@app2wxapp/core';
import type { FastifyBaseLogger } from 'fastify';
import type { DatabaseSettings, Settings } from '../config/settings.js';
import type { Database } from './database.js';
import { findErrorCode } from './error-codes.js';
import { openPgliteDatabase } from './pglite-database.js';
import { openPostgresDatabase } from './postgres-database.js';
import { openDataFolder, readMasterKey, type DataFolder } from './data-folder.js';

/** Injects the {@link Storage}. */
export const STORAGE = Symbol('Storage');

/** Injects the `SealedBox` of the rules, which encrypts under the master key. */
export const BOX = Symbol('SealedBox');

/** Database that is ready to use, and the key that encrypts its secrets. */
export interface Storage {
  /** Open database. */
  readonly database: Database;
  /** Master key: 32 bytes. Never log it. */
  readonly masterKey: Uint8Array;
  /** Folder of the embedded database; absent with PostgreSQL. */
  readonly folder?: DataFolder;
  /** Closes the database and releases the folder. */
  close(): Promise<void>;
}

/** Open database, and how it is closed. */
type OpenDatabase = Omit<Storage, 'masterKey'>;

/**
 * Opens the database, and reads or creates the key that encrypts its secrets.
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
    throw isApp2WxappError(error) ? error : explainDamage(folder, error);
  }
}

/** Explains a damaged database: the engine throws texts, statuses and errors of its own. */
function explainDamage({ database }: DataFolder, cause: unknown): App2WxappError {
  const { message } = Object(cause) as { readonly message?: unknown };
  const said = typeof message === 'string' ? message.split('\n')[0] : 'it is no database';
  const reason = findErrorCode(cause) ?? said;
  return new App2WxappError(
    'invalid_options',
    `The embedded database ${database} cannot be opened (${reason}). If there is room on the disk, it is damaged: restore a ` +
      'backup of DATA_DIR, or set DATA_DIR to an empty folder.',
    { cause },
  );
}
