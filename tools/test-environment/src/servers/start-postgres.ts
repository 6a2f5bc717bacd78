import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { findFreePort } from './find-free-port.js';
import { copyPostgresFiles, type PostgresFiles, type PostgresVersion } from './postgres-files.js';
import { prepareStandby, type PreparedServer } from './prepare-standby.js';
import { startProcess, type StartedProcess } from './start-process.js';

/** A PostgreSQL of one's own, from a package that carries the programs. */
export interface LocalPostgres {
  /** Address of the database that exists from the start. */
  readonly connectionString: string;
  /** Makes an empty database and returns its address. */
  createDatabase(): Promise<string>;
  /** Starts a second server that copies this one and takes no writes, until `SELECT pg_promote()` makes it take them. */
  startStandby(): Promise<LocalPostgres>;
  /** Id of its first process, the parent of all others. */
  readonly pid: number;
  /** Starts it again on the same address and data, after stopping it the "fast" way where it still runs. */
  restart(): Promise<void>;
  /** Stops it and removes its files. With SIGKILL it stops as in a power cut. */
  stop(signal?: 'SIGINT' | 'SIGKILL'): Promise<void>;
}

/**
 * Starts one on a free port. Each step has a deadline, so that the answer comes within two minutes at the most.
 *
 * @param settings of the server, each `name=value`
 * @param version 18 unless given
 * @returns `undefined`, after saying why in one line, where it cannot run; in CI that is a failure instead
 */
export async function startPostgres(
  settings: readonly string[] = [],
  version?: PostgresVersion,
): Promise<LocalPostgres | undefined> {
  let files: PostgresFiles | undefined;
  try {
    files = copyPostgresFiles(version);
    const password = randomBytes(16).toString('hex');
    await initialise(files, password);
    return await startIn({ files, password, settings });
  } catch (error) {
    if (files) rmSync(files.folder, { recursive: true, force: true });
    if (process.env.CI) throw error;
    const reason = String(error).replaceAll('\n', ' ');
    process.stderr.write(`SKIPPED, not passed: PostgreSQL does not start here (${reason}).\n`);
    return undefined;
  }
}

/**
 * Creates an empty database on a running PostgreSQL.
 *
 * @param server address of any of its databases, with a role that may create one
 * @returns the new database's address
 */
export async function createDatabase(server: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await query(server, `CREATE DATABASE ${name}`);
  return Object.assign(new URL(server), { pathname: name }).href;
}

/** Starts a server on a data folder that is there. */
async function startIn({ files, password, settings }: PreparedServer): Promise<LocalPostgres> {
  const port = await findFreePort();
  const flags = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    ...settings,
  ].flatMap((setting) => ['-c', setting]);
  const start = async () => {
    const started = run(files, 'postgres', ['-D', files.data, '-p', String(port), ...flags]);
    await started.waitForOutput(/database system is ready to accept (read-only )?connections/);
    return started;
  };
  let server = await start();
  const nameAddress = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const connectionString = nameAddress('postgres');
  return {
    connectionString,
    createDatabase: () => createDatabase(connectionString),
    startStandby: async () => startIn(await prepareStandby(connectionString, { files, password, settings })),
    get pid() {
      return server.child.pid ?? 0;
    },
    async restart() {
      await server.stop('SIGINT');
      server = await start();
    },
    // PostgreSQL's "fast" way: it does not wait for its clients.
    async stop(signal = 'SIGINT') {
      await server.stop(signal);
      rmSync(files.folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Makes the data folder. */
async function initialise(files: PostgresFiles, password: string): Promise<void> {
  const passwordFile = join(files.folder, 'password');
  writeFileSync(passwordFile, `${password}\n`);
  const args = [
    `--pgdata=${files.data}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ];
  await run(files, 'initdb', args).waitForOutput(/^Success\./m);
}

function run(files: PostgresFiles, program: 'initdb' | 'postgres', args: readonly string[]): StartedProcess {
  const { PATH, SystemRoot, TEMP } = process.env;
  const env = { PATH, SystemRoot, TEMP, LC_ALL: 'C' };
  // Its user may not be let into the current folder.
  return startProcess(files.program(program), args, { cwd: files.folder, env, ...files.user });
}

async function query(connectionString: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000, query_timeout: 30_000 });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
