import type { LocalPostgres } from '@app2wxapp/test-environment/servers';
import pg from 'pg';

/** Function that sends SQL; both drivers have it. */
export type Send = (text: string) => Promise<unknown>;

/** Settings of a PostgreSQL while it is filled: no data has to outlast a crash. */
const WHILE_FILLING = {
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
  full_page_writes: 'off',
  maintenance_work_mem: '1GB',
  max_parallel_maintenance_workers: '2',
  autovacuum: 'off',
};

/** Runs `fill` on a server with settings for filling, and restores them. It is restarted before and after. */
export async function whileFilling(
  postgres: LocalPostgres,
  fill: (send: Send) => Promise<void>,
): Promise<void> {
  const settings = Object.entries(WHILE_FILLING).map(
    ([name, value]) => `ALTER SYSTEM SET ${name} = '${value}'`,
  );
  await sendAll(postgres, settings);
  await postgres.restart();
  const client = await connect(postgres);
  await fill((text) => client.query(text));
  await client.end();
  await sendAll(postgres, ['ALTER SYSTEM RESET ALL']);
  await postgres.restart();
}

/**
 * Empties tables and fills them in one transaction, their indexes and constraints dropped before and created after: a row
 * then costs its own bytes only, and with `wal_level=minimal` none in the log.
 */
export async function fillTables(
  send: Send,
  tables: readonly string[],
  fill: () => Promise<void>,
): Promise<void> {
  const names = tables.map((table) => `'${table}'::regclass`).join();
  await send('BEGIN');
  await send(`TRUNCATE ${tables.join()} CASCADE`);
  await send(`CREATE TEMP TABLE set_aside ON COMMIT DROP AS
    SELECT (contype = 'f')::int + 1 AS created_as, format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drops,
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS creates
    FROM pg_constraint
    WHERE contype IN ('f', 'p', 'u') AND (conrelid IN (${names}) OR contype = 'f' AND confrelid IN (${names}))
    UNION ALL
    SELECT 0, format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index
    WHERE indrelid IN (${names}) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`);
  await send(runEach('drops', 'DESC'));
  await fill();
  await send(runEach('creates', 'ASC'));
  await send('COMMIT');
}

/** Drops foreign keys first and creates them last. */
function runEach(column: string, direction: 'ASC' | 'DESC'): string {
  return `DO $$ DECLARE command text; BEGIN
    FOR command IN SELECT ${column} FROM set_aside ORDER BY created_as ${direction} LOOP EXECUTE command; END LOOP;
  END $$`;
}

async function connect({ connectionString }: LocalPostgres): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

async function sendAll(postgres: LocalPostgres, commands: readonly string[]): Promise<void> {
  const client = await connect(postgres);
  for (const command of commands) await client.query(command);
  await client.end();
}
