import { App2WxappError } from '@app2wxapp/core';
import type { FastifyBaseLogger } from 'fastify';
import type { Settings } from '../config/settings.js';
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

/**
 * Opens PostgreSQL where `DATABASE_URL` names one, otherwise the embedded database in `DATA_DIR`.
 *
 * @throws {App2WxappError} `invalid_options`
 */
export function openStorage(settings: Settings, logger: FastifyBaseLogger): Promise<Storage> {
  const { DATABASE_URL, MASTER_KEY } = settings;
  return DATABASE_URL !== undefined && MASTER_KEY !== undefined
    ? openPostgres({ settings, connectionString: DATABASE_URL, masterKey: MASTER_KEY }, logger)
    : openEmbedded(settings);
}

async function openEmbedded(settings: Settings): Promise<Storage> {
  const folder = openDataFolder(settings.DATA_DIR);
  try {
    const masterKey = settings.MASTER_KEY ?? readMasterKey(folder);
    const database = await openPgliteDatabase(folder.database);
    return { database, masterKey, folder, close: () => database.close().finally(() => folder.release()) };
  } catch (error) {
    folder.release();
    throw error;
  }
}

async function openPostgres(
  options: { readonly settings: Settings; readonly connectionString: string; readonly masterKey: Buffer },
  logger: FastifyBaseLogger,
): Promise<Storage> {
  const { connectionString, masterKey, settings } = options;
  const { DATABASE_POOL_SIZE: poolSize, REQUEST_TIMEOUT_MS: requestTimeoutMs } = settings;
  const database = await openDatabase({ connectionString, poolSize, requestTimeoutMs }, logger);
  return { database, masterKey, close: () => database.close() };
}

async function openDatabase(...args: Parameters<typeof openPostgresDatabase>): Promise<Database> {
  try {
    return await openPostgresDatabase(...args);
  } catch (cause) {
    const code = (cause as { code?: unknown }).code;
    const reason = typeof code === 'string' ? code : (cause as Error).name;
    const message = `PostgreSQL cannot be used (${reason}). Check DATABASE_URL and that the server runs.`;
    throw new App2WxappError('invalid_options', message, { cause });
  }
}
