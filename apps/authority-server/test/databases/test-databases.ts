import { createDatabase } from '@app2wxapp/test-environment/servers';
import { describe } from '@jest/globals';
import type { Database } from '../../src/database/database.js';
import { openPgliteDatabase } from '../../src/database/pglite-database.js';
import { openPostgresDatabase } from '../../src/database/postgres-database.js';

/** Address of the PostgreSQL that all test files share; empty where none is started. */
export const SHARED_POSTGRES = process.env.SHARED_POSTGRES ?? '';

if (process.env.CI && process.env.LONG_TESTS !== 'true' && !SHARED_POSTGRES) {
  throw new Error("The shared PostgreSQL is not started: Jest's globalSetup is missing.");
}

/**
 * `describe`, skipped without the shared PostgreSQL: where it cannot start, which `startPostgres` has said and which fails
 * in CI, and in the long run, since the usual one has done these tests.
 */
export const describeOnPostgres: typeof describe | typeof describe.skip = SHARED_POSTGRES
  ? describe
  : describe.skip;

/** Opens a new database: of the shared PostgreSQL where it runs, which takes a tenth of the time, else PGlite. */
export function openTestDatabase(): Promise<Database> {
  return SHARED_POSTGRES ? openNewPostgres() : openPgliteDatabase();
}

async function openNewPostgres(): Promise<Database> {
  const connectionString = await createDatabase(SHARED_POSTGRES);
  return openPostgresDatabase(
    { connectionString, poolSize: 5, requestTimeoutMs: 60_000 },
    { error: () => undefined, warn: () => undefined },
  );
}
