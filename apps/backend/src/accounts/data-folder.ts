import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App2WxappError } from '@app2wxapp/core';

/** The folder of the embedded database, for this process alone. */
export interface DataFolder {
  readonly path: string;
  /** Lets another process have it. */
  release(): void;
}

/**
 * Makes the folder if need be, and takes it: two processes would ruin the database.
 *
 * @throws {App2WxappError} `invalid_options` when it cannot be written or another process has it
 */
export function takeFolder(dataDir: string): DataFolder {
  const folder = resolve(dataDir);
  const lock = join(folder, 'lock');
  let holder: number | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    holder = findHolder(lock);
    if (holder === undefined) writeFileSync(lock, String(process.pid));
  } catch (cause) {
    throw new App2WxappError(
      'invalid_options',
      `DATA_DIR: ${folder} cannot be written. Set it to a folder that can.`,
      {
        cause,
      },
    );
  }
  if (holder !== undefined) {
    throw new App2WxappError(
      'invalid_options',
      `DATA_DIR: process ${holder} uses ${folder}. Stop it, or set another.`,
    );
  }
  return { path: join(folder, 'pglite'), release: () => rmSync(lock, { force: true }) };
}

/** @returns the process that has the folder, unless it is gone */
function findHolder(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return undefined;
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}
