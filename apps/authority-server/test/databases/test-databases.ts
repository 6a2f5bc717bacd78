import { createDatabase } from '@app2wxapp/test-environment/servers';
import { afterAll, describe } from '@jest/globals';
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

/** Opens an empty database: of the shared PostgreSQL where it runs, which takes a tenth of the time, else PGlite. */
export function openTestDatabase(): Promise<Database> {
  return SHARED_POSTGRES ? openNewPostgres() : lendPglite();
}

async function openNewPostgres(): Promise<Database> {
  const connectionString = await createDatabase(SHARED_POSTGRES);
  return openPostgresDatabase(
    { connectionString, poolSize: 5, requestTimeoutMs: 60_000 },
    { error: () => undefined, warn: () => undefined },
  );
}

/** Databases in memory that tests of this file have given back. */
const returned: Database[] = [];

afterAll(async () => {
  await Promise.all(returned.splice(0).map((database) => database.close()));
});

/**
 * Lends a PGlite in memory, whose `close` gives it back: to empty one costs a fraction of what another start does. Two tests
 * never have the same at once. What changes tables or settings opens its own, by `openPgliteDatabase`.
 */
async function lendPglite(): Promise<Database> {
  const kept = returned.pop();
  const database = kept ?? (await openPgliteDatabase());
  if (kept) await removeAllRows(kept);
  let isLent = true;
  return {
    ...database,
    async close() {
      if (isLent) returned.push(database);
      isLent = false;
    },
  };
}

async function removeAllRows({ orm, maintain }: Database): Promise<void> {
  const { rows } = (await orm.execute(
    `SELECT string_agg(quote_ident(tablename), ', ') AS tables FROM pg_tables WHERE schemaname = 'public'`,
  )) as { rows: { tables: string }[] };
  await orm.execute(`TRUNCATE ${rows[0]?.tables} RESTART IDENTITY`);
  // Its log of changes is kept in memory, too.
  await maintain([]);
}
