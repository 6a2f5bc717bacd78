import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Statement } from './statement.js';

/** Client that sends SQL as it is written. */
export interface SqlClient {
  /** Runs a statement and returns its rows. */
  query<Values extends object, Row>(
    statement: Statement<Values, Row>,
    values: NoInfer<Values>,
  ): Promise<Row[]>;
}

/** Injects the {@link Database}. */
export const DATABASE = Symbol('Database');

/** Injects the {@link Orm}. */
export const ORM = Symbol('Orm');

/** Query builder, the same on both drivers. */
export type Orm = PgDatabase<PgQueryResultHKT>;

/** Database, PGlite or PostgreSQL: one dialect, one schema, one set of migrations. */
export interface Database extends SqlClient {
  /** Query builder on this database. */
  readonly orm: Orm;
  /** Runs statements in a transaction; an error rolls it back. */
  transaction<T>(run: (client: SqlClient) => Promise<T>): Promise<T>;
  /**
   * Does the periodic maintenance that the database does not do by itself: vacuums `tables`, and writes a checkpoint,
   * which shortens the log that a restart has to replay.
   */
  maintain(tables: readonly string[]): Promise<void>;
  /** Requires the database to respond; throws otherwise. */
  ping(): Promise<void>;
  /** Closes the connections. */
  close(): Promise<void>;
}
