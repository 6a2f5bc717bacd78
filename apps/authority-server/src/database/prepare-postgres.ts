import type { Clock } from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import { getTableName, is } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import type { FastifyBaseLogger } from 'fastify';
import { nameServer } from '../config/database-url.js';
import { closeClient } from './close-client.js';
import { explainMigrationFailure, explainPostgresFailure } from './explain-postgres.js';
import { migrate } from './migrate.js';
import * as operationTables from './operations-schema.js';
import * as tables from './schema.js';

/** Longest waits of a start in milliseconds: for a connection and for each check of the server. */
const CONNECT_MS = 5000;
const CHECK_MS = 5000;
/** Time limit in milliseconds of each statement of a migration, and so of the wait for another instance's. */
const MIGRATION_MS = 300_000;
/** `server_version_num` of the oldest supported PostgreSQL. */
const OLDEST = 150_000;
/** Difference of clocks in milliseconds from which it is reported: tickets are valid for two minutes. */
const CLOCK_MS = 2000;

const TABLES = [...Object.values(tables), ...Object.values(operationTables)].flatMap((table) =>
  is(table, PgTable) ? [getTableName(table)] : [],
);

/** Options of the check: the log, and the clock to compare with. */
export interface PrepareOptions {
  /** Log for warnings. */
  readonly logger: Pick<FastifyBaseLogger, 'warn'>;
  /** Clock to compare with the database's. */
  readonly clock: Clock;
}

/**
 * Checks PostgreSQL before it is used, and updates the tables. Its deadlines are longer than those of requests: a
 * migration may take long, and so may the wait for another instance's.
 *
 * @param servers addresses of one or more servers, of which one accepts writes
 * @returns the address of that one
 * @throws {App2WxappError} `invalid_options`: not reachable, too old, read-only, of a newer version of the
 *   authority, or without rights that the role needs; the message says what to do
 */
export async function preparePostgres(servers: readonly string[], options: PrepareOptions): Promise<string> {
  const failures: unknown[] = [];
  for (const address of servers) {
    try {
      await prepareServer(address, options);
      return address;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 1) throw failures[0];
  const lines = failures.map((failure) => (failure as Error).message).join(' ');
  throw refuse(`None of the ${failures.length} servers in DATABASE_URL can be used. ${lines}`);
}

async function prepareServer(connectionString: string, options: PrepareOptions): Promise<void> {
  let client: pg.Client | undefined;
  try {
    const waits = { connectionTimeoutMillis: CONNECT_MS, query_timeout: MIGRATION_MS };
    client = new pg.Client({ connectionString, ...waits }); // reads the files of certificates
    client.on('error', () => undefined); // the running statement rejects
    await client.connect();
    await verifyServer(client, connectionString);
    await compareClocks(client, options);
    await verifyReadable(client);
    await migrateOrExplain(client);
    await verifyRights(client);
  } catch (cause) {
    throw explainPostgresFailure(cause, connectionString);
  } finally {
    if (client) await closeClient(client);
  }
}

/** Runs a statement that takes no time on the server. */
async function check<Row extends object>(
  client: pg.Client,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const query = { text, values, query_timeout: CHECK_MS };
  return (await client.query<Row>(query)).rows;
}

async function verifyServer(client: pg.Client, connectionString: string): Promise<void> {
  const text = `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS name,
    pg_is_in_recovery() AS is_replica, current_setting('transaction_read_only') = 'on' AS is_read_only`;
  const rows = await check<{
    number: number;
    name: string;
    is_replica: boolean;
    is_read_only: boolean;
  }>(client, text);
  const [server] = rows;
  const name = `PostgreSQL at ${nameServer(connectionString)}`;
  if (!server || server.number < OLDEST) {
    // Debian appends its own version after a space.
    const version = server?.name.split(' ')[0];
    throw refuse(`${name} is version ${version}; 15 or newer is needed. Set DATABASE_URL to one.`);
  }
  if (server.is_replica) {
    throw refuse(`${name} is a replica, which accepts no writes (25006). Set DATABASE_URL to the primary.`);
  }
  if (server.is_read_only) {
    throw refuse(
      `${name} is read-only (25006). Set default_transaction_read_only to off for this database and role.`,
    );
  }
}

/** Compares the clocks. A ticket of one instance is expired or not yet valid for another whose clock differs. */
async function compareClocks(client: pg.Client, { logger, clock }: PrepareOptions): Promise<void> {
  const before = clock.now();
  const rows = await check<{ now: Date }>(client, 'SELECT clock_timestamp() AS now');
  const after = clock.now();
  const aheadMs = Math.round((before + after) / 2 - Number(rows[0]?.now));
  if (Math.abs(aheadMs) <= CLOCK_MS + (after - before) / 2) return;
  logger.warn(
    { aheadMs },
    `the clock of this machine is ${Math.abs(aheadMs) / 1000} s ${aheadMs > 0 ? 'ahead of' : 'behind'} PostgreSQL's: ` +
      'tickets expire too early or too late; synchronise both machines, for example by chrony',
  );
}

/** Requires the right to read the applied changes. @throws {App2WxappError} `invalid_options` without it */
async function verifyReadable(client: pg.Client): Promise<void> {
  const text = `SELECT current_user AS role FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = 'drizzle' AND relname = '__drizzle_migrations'
      AND NOT (has_schema_privilege(nspname, 'USAGE') AND has_table_privilege(pg_class.oid, 'SELECT'))`;
  const rows = await check<{ role: string }>(client, text);
  const [missing] = rows;
  if (!missing) return;
  const { role } = missing;
  throw refuse(
    `The role "${role}" lacks SELECT on drizzle.__drizzle_migrations (42501). As the owner: GRANT USAGE ON SCHEMA ` +
      `drizzle TO "${role}"; GRANT SELECT ON ALL TABLES IN SCHEMA drizzle TO "${role}".`,
  );
}

async function migrateOrExplain(client: pg.Client): Promise<void> {
  try {
    await migrate(drizzle(client));
  } catch (cause) {
    const text = 'SELECT current_user AS role, current_database() AS database';
    const rows = await check<{ role: string; database: string }>(client, text);
    throw explainMigrationFailure(cause, rows[0] ?? { role: '', database: '' });
  }
}

/** Requires the rights on the tables. @throws {App2WxappError} `invalid_options`, which names the missing ones */
async function verifyRights(client: pg.Client): Promise<void> {
  const text = `SELECT current_user AS role, current_database() AS database, current_schema() AS schema,
      string_agg(DISTINCT name, ', ') AS names, string_agg(DISTINCT privilege, ', ') AS privileges
    FROM unnest($1::text[]) AS name, unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) AS privilege
    WHERE NOT coalesce(has_table_privilege(to_regclass(name), privilege), FALSE)
    HAVING count(*) > 0`;
  const rows = await check<{
    role: string;
    database: string;
    schema: string | null;
    names: string;
    privileges: string;
  }>(client, text, [TABLES]);
  const [missing] = rows;
  if (!missing) return;
  const { role, database, schema, names, privileges } = missing;
  throw refuse(
    `The role "${role}" lacks rights in "${database}" (42501): ${privileges} on ${names}. As the owner: GRANT USAGE ON ` +
      `SCHEMA ${schema ?? 'public'} TO "${role}"; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema ?? 'public'} TO "${role}".`,
  );
}

function refuse(message: string): App2WxappError {
  return new App2WxappError('invalid_options', message);
}
