import type { PGlite, Transaction } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import type { Database, SqlClient } from './database.js';
import { orderValues, type Statement } from './statement.js';
import { migrate } from './migrate.js';
import { PgliteEngine } from './pglite-engine.js';

/**
 * Opens the embedded database and updates its tables.
 *
 * @param folder its folder on disk; `undefined` = in memory. One process at a time may open a folder.
 */
export async function openPgliteDatabase(folder?: string): Promise<Database> {
  const engine = await PgliteEngine.open(folder);
  const orm = drizzle({ client: createOrmClient(engine) });
  await migrate(orm);
  return {
    query: (statement, values) =>
      engine.use(({ pglite, planned }) => createClient(pglite, planned).query(statement, values)),
    orm,
    transaction: (run) =>
      engine.use(({ pglite, planned }) =>
        pglite.transaction((transaction) => run(createClient(transaction, planned))),
      ),
    // PostgreSQL has processes for this. PGlite has none: its files and its log would grow with every login.
    maintain: (tables) =>
      engine.use(async ({ pglite }) => {
        if (tables.length > 0) await pglite.exec(`VACUUM ${tables.join(', ')}`);
        await pglite.exec('CHECKPOINT');
      }),
    ping: () => engine.use(async ({ pglite }) => void (await pglite.query('select 1'))),
    close: () => engine.close(),
  };
}

/** Creates the object with the two methods of PGlite that drizzle calls, on the current start of the engine. */
function createOrmClient(engine: PgliteEngine): PGlite {
  const client: Pick<PGlite, 'query' | 'transaction'> = {
    query: (...query) => engine.use(({ pglite }) => pglite.query(...query)),
    transaction: (run) => engine.use(({ pglite }) => pglite.transaction(run)),
  };
  return client as PGlite;
}

/**
 * Creates a client that plans each statement once: PGlite itself plans again with every query, which costs more than
 * the statements do. Its one connection is the session that keeps the plans, also during a transaction. `exec` sends
 * one message where `query` sends five.
 */
function createClient(client: PGlite | Transaction, planned: Set<string>): SqlClient {
  return {
    async query<Values extends object, Row>(statement: Statement<Values, Row>, values: NoInfer<Values>) {
      const { name } = statement;
      if (!planned.has(name)) await plan(client, statement);
      planned.add(name);
      const ordered = orderValues(statement, values);
      const list = ordered.length === 0 ? '' : `(${ordered.map(encodeLiteral).join(', ')})`;
      const [result] = await client.exec(`EXECUTE ${name}${list}`);
      if (!result) throw new Error(`PGlite has returned no result for ${name}.`);
      return result.rows as Row[];
    },
  };
}

/** SQLSTATE `duplicate_prepared_statement`. */
const ALREADY_PLANNED = '42P05';

/**
 * Plans a statement. Several callers may do so at once: in a transaction no other caller comes between the check and
 * the planning; elsewhere the second caller gets an error that the plan exists, which breaks no transaction.
 */
async function plan(
  client: PGlite | Transaction,
  { name, text }: Pick<Statement, 'name' | 'text'>,
): Promise<void> {
  const known = await client.query('SELECT 1 FROM pg_prepared_statements WHERE name = $1', [name]);
  if (known.rows.length > 0) return;
  try {
    await client.exec(`PREPARE ${name} AS ${text}`);
  } catch (error) {
    if ((error as { code?: unknown }).code !== ALREADY_PLANNED) throw error;
  }
}

/**
 * Writes a value as a literal of SQL: `EXECUTE` takes no parameters. Within quotes only the quote itself has a
 * meaning (`standard_conforming_strings`), and U+0000 cannot be in any text.
 *
 * @throws {TypeError} for a value of another type than statements use
 */
export function encodeLiteral(value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'string') return `'${value.replaceAll('\0', '').replaceAll("'", "''")}'`;
  if (Array.isArray(value)) return encodeLiteral(`{${value.map(encodeElement).join(',')}}`);
  throw new TypeError('A statement takes text, whole numbers, booleans, null and lists of them.');
}

/**
 * Writes an element of an array literal.
 *
 * @see https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
 */
function encodeElement(value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
  return encodeLiteral(value);
}
