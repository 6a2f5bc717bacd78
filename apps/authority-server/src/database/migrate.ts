import { join } from 'node:path';
import { App2WxappError } from '@app2wxapp/core';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { PACKAGE_ROOT } from '../config/package-root.js';
import type { Orm } from './database.js';

/** Folder of the SQL files. */
const FOLDER = join(PACKAGE_ROOT, 'migrations');

/** Key of the lock under which one instance at a time updates the tables; any constant would do. */
const LOCK = 7_461_221;

/**
 * Updates the tables, in one transaction: either everything is changed or nothing. Tables that are up to date are
 * only read, so that a role with rights on rows alone suffices. Of instances that start at once one changes them
 * while the others wait. Applied changes are recorded as drizzle's own migrator does.
 *
 * @throws {App2WxappError} `invalid_options` when a newer version of the authority has changed the tables
 */
export async function migrate(orm: Orm): Promise<void> {
  const known = readMigrationFiles({ migrationsFolder: FOLDER });
  const newest = Math.max(...known.map(({ folderMillis }) => folderMillis));
  const applied = await findNewestApplied(orm);
  if (applied > newest) throw await createNewerError(orm, { applied, newest });
  if (applied === newest) return;
  await orm.transaction(async (transaction) => {
    // A lock of the transaction, which works through PgBouncer as well.
    await transaction.execute(sql`SELECT pg_advisory_xact_lock(${sql.raw(String(LOCK))})`);
    await transaction.execute(sql`CREATE SCHEMA IF NOT EXISTS drizzle`);
    await transaction.execute(
      sql`CREATE TABLE IF NOT EXISTS drizzle.__drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)`,
    );
    const before = await findNewestApplied(transaction);
    for (const { folderMillis, hash, sql: statements } of known) {
      if (folderMillis <= before) continue;
      for (const statement of statements) await transaction.execute(sql.raw(statement));
      await transaction.execute(
        sql`INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES (${hash}, ${folderMillis})`,
      );
    }
  });
}

/** Returns the time of the newest applied change, in milliseconds since 1970; 0 without one. */
async function findNewestApplied(orm: Orm): Promise<number> {
  const [table] = await read<{ found: boolean }>(
    orm,
    `SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS found`,
  );
  if (!table?.found) return 0;
  const [row] = await read<{ newest: string | number | null }>(
    orm,
    'SELECT max(created_at) AS newest FROM drizzle.__drizzle_migrations',
  );
  return Number(row?.newest ?? 0);
}

async function createNewerError(
  orm: Orm,
  { applied, newest }: { readonly applied: number; readonly newest: number },
): Promise<App2WxappError> {
  const [database] = await read<{ name: string }>(orm, 'SELECT current_database() AS name');
  const [changed, until] = [applied, newest].map((at) => new Date(at).toISOString().slice(0, 10));
  return new App2WxappError(
    'invalid_options',
    `The tables of "${database?.name}" are of a newer version of the authority (changed on ${changed}; this version ` +
      `knows changes until ${until}). Start that version, or restore a backup of this one.`,
  );
}

async function read<Row>(orm: Orm, text: string): Promise<Row[]> {
  // Both drivers return an object with `rows`, which the type of Orm does not have.
  const result: unknown = await orm.execute(sql.raw(text));
  return (result as { readonly rows: Row[] }).rows;
}
