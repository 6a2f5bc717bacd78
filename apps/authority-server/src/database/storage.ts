import { App2WxappError } from '@app2wxapp/core';
import type { FastifyBaseLogger } from 'fastify';
import type { Database } from './database.js';
import { openPgliteDatabase } from './pglite-database.js';
import { openPostgresDatabase } from './postgres-database.js';
import { openDataFolder, readMasterKey } from './data-folder.js';
import { createFirstOperator, prepareFirstStart } from '../boot/first-start.js';
import type { Settings } from '../config/settings.js';

/** A database that is ready to use, and the key that its secrets are sealed under. */
export interface Storage {
  readonly database: Database;
  readonly masterKey: Uint8Array;
  close(): Promise<void>;
}

/**
 * Opens PostgreSQL where `DATABASE_URL` names one, otherwise the embedded database in `DATA_DIR`, and makes what a
 * first start needs.
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
    await prepareFirstStart(database.orm, folder, new Date());
    return { database, masterKey, close: () => database.close().finally(() => folder.release()) };
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
  const database = await openDatabase({ connectionString, poolSize: settings.DATABASE_POOL_SIZE }, logger);
  await createFirstOperator(database.orm, new Date(), (token) => {
    // To the terminal and not to the log, which is kept.
    process.stderr.write(`Operator token, shown this once: ${token}\n`);
  });
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
