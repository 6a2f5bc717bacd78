import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App2WxappError } from '@app2wxapp/core';

/** The folder that the embedded mode keeps everything in. */
export interface DataFolder {
  readonly path: string;
  /** Where the database lies. */
  readonly database: string;
  /** Lets another process have the folder. */
  release(): void;
}

/**
 * Makes the folder if need be, and takes it: the embedded database may be open in one process only.
 *
 * @throws {App2WxappError} `invalid_options` when it cannot be written or another process has it
 */
export function openDataFolder(path: string): DataFolder {
  const folder = resolve(path);
  const lock = join(folder, 'lock');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (isTaken(lock)) {
      throw new App2WxappError(
        'invalid_options',
        `Another authority uses the data folder ${folder}. Stop it, or set DATA_DIR to another folder.`,
      );
    }
    writeFileSync(lock, String(process.pid));
  } catch (cause) {
    if (cause instanceof App2WxappError) throw cause;
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new App2WxappError(
      'invalid_options',
      `The data folder ${folder} cannot be written (${reason}). Set DATA_DIR to a folder that can.`,
      { cause },
    );
  }
  return {
    path: folder,
    database: join(folder, 'pglite'),
    release: () => rmSync(lock, { force: true }),
  };
}

function isTaken(lock: string): boolean {
  if (!existsSync(lock)) return false;
  const pid = Number(readFileSync(lock, 'utf8'));
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Reads the master key of the folder, or makes it on the first start; only the owner may read the file. */
export function readMasterKey(folder: DataFolder): Buffer {
  const file = join(folder.path, 'master-key');
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length === 32) return key;
  throw new App2WxappError('invalid_options', `${file} does not hold the base64 of 32 bytes. Restore it.`);
}
