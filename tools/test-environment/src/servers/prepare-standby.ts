import { appendFileSync, cpSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import pg from 'pg';
import { copyPostgresFiles, giveTo, type PostgresFiles } from './postgres-files.js';

/** Data and settings that a server is started from. */
export interface PreparedServer {
  readonly files: PostgresFiles;
  readonly password: string;
  /** Each `name=value`. */
  readonly settings: readonly string[];
}

/** Not copied: what belongs to the process that runs. */
const LEFT_OUT = ['postmaster.pid', 'postmaster.opts'];

/** Copies the data of a primary that runs, for a server that follows it (`hot_standby`). */
export async function prepareStandby(
  connectionString: string,
  primary: PreparedServer,
): Promise<PreparedServer> {
  const files = copyPostgresFiles();
  const client = new pg.Client({ connectionString, query_timeout: 60_000 });
  await client.connect();
  try {
    // Both on one connection: PostgreSQL ends the backup with the connection that began it.
    await client.query("SELECT pg_backup_start('standby', true)");
    cpSync(primary.files.data, files.data, {
      recursive: true,
      filter: (source) => !LEFT_OUT.includes(basename(source)),
    });
    const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
    writeFileSync(join(files.data, 'backup_label'), rows[0]?.labelfile ?? '');
  } finally {
    await client.end();
  }
  writeFileSync(join(files.data, 'standby.signal'), '');
  const { hostname, port, password } = new URL(connectionString);
  const source = `host=${hostname} port=${port} user=postgres password=${password} application_name=standby`;
  appendFileSync(join(files.data, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`);
  if (files.user) giveTo(files.user, files.folder);
  return { ...primary, files };
}
