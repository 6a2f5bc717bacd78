import { startPostgres } from '@app2wxapp/test-environment/servers';
import { afterAll, describe } from '@jest/globals';
import type { Database } from '../src/database/database.js';
import { openPgliteDatabase } from '../src/database/pglite-database.js';
import { openPostgresDatabase } from '../src/database/postgres-database.js';

/** One of the databases that the server runs on. */
export interface TestedDatabase {
  readonly name: string;
  /** Skips where the database cannot be started. */
  readonly describe: typeof describe | typeof describe.skip;
  /** Opens a database; of PostgreSQL it is the same one each time. */
  readonly open: () => Promise<Database>;
}

/** Starts PostgreSQL for a file of tests. @returns PGlite and PostgreSQL */
export async function startBothDatabases(): Promise<readonly TestedDatabase[]> {
  const postgres = await startPostgres();
  afterAll(() => postgres?.stop());
  const openPostgres = (): Promise<Database> =>
    openPostgresDatabase(
      { connectionString: postgres?.connectionString ?? '', poolSize: 5, requestTimeoutMs: 8000 },
      { error: () => undefined, warn: () => undefined },
    );
  return [
    { name: 'PGlite', describe, open: () => openPgliteDatabase() },
    { name: 'PostgreSQL', describe: postgres ? describe : describe.skip, open: openPostgres },
  ];
}
