import type { Database } from '../../src/database/database.js';

/** Reads every row of every table, as JSON. @returns by the name of the table */
export async function dumpTables({ orm }: Database): Promise<Readonly<Record<string, string>>> {
  const read = async (statement: string) =>
    ((await orm.execute(statement)) as { rows: Record<string, string>[] }).rows;
  const tables = await read(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  if (tables.length < 10) throw new Error(`only ${tables.length} tables`);
  const rows = tables.map(async ({ name = '' }): Promise<[string, string]> => [
    name,
    JSON.stringify(await read(`SELECT to_json(t)::text AS row FROM ${name} AS t`)),
  ]);
  return Object.fromEntries(await Promise.all(rows));
}
