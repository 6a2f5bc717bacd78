import { PGlite, type Transaction } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { Database, SqlClient } from './database.js';
import { MIGRATIONS } from './migrations.js';
import * as schema from './schema.js';

/**
 * Opens the embedded database and brings its tables up to date.
 *
 * @param folder where it lies on disk; `undefined` = in memory. One process at a time may open a folder.
 */
export async function openPgliteDatabase(folder?: string): Promise<Database> {
  const pglite = await PGlite.create(folder === undefined ? {} : { dataDir: folder });
  const orm = drizzle(pglite, { schema });
  await migrate(orm, { migrationsFolder: MIGRATIONS });
  return {
    ...createClient(pglite),
    orm,
    transaction: (run) => pglite.transaction((transaction) => run(createClient(transaction))),
    ping: async () => void (await pglite.query('select 1')),
    close: () => pglite.close(),
  };
}

function createClient(client: PGlite | Transaction): SqlClient {
  return {
    query: async <Row>(statement: { text: string }, values: readonly unknown[]) =>
      (await client.query<Row>(statement.text, [...values])).rows,
  };
}
