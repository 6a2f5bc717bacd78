import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Statement } from './statement.js';

/** Sends SQL as it is written. */
export interface SqlClient {
  query<Values extends object, Row>(
    statement: Statement<Values, Row>,
    values: NoInfer<Values>,
  ): Promise<Row[]>;
}

/** Injects the {@link Database}. */
export const DATABASE = Symbol('Database');

/** Injects the {@link Orm}. */
export const ORM = Symbol('Orm');

/** The query builder, the same on both drivers. */
export type Orm = PgDatabase<PgQueryResultHKT>;

/** The database, PGlite or PostgreSQL: one dialect, one schema, one set of migrations. */
export interface Database extends SqlClient {
  readonly orm: Orm;
  /** Runs all or nothing; a throw undoes it. */
  transaction<T>(run: (client: SqlClient) => Promise<T>): Promise<T>;
  /**
   * Does what must be done from time to time and the database does not do by itself: makes the room of rows that were
   * removed from `tables` usable again, and ends the log of changes that a restart would have to repeat.
   */
  maintain(tables: readonly string[]): Promise<void>;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
