import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { App2WxappError } from '@app2wxapp/core';

/** Milliseconds for which a lock without a holder counts as being created. */
const EMPTY_LOCK_MS = 10_000;

/** Folder of the embedded mode's data. */
export interface DataFolder {
  /** Path of the folder. */
  readonly path: string;
  /** Path of the database in it. */
  readonly database: string;
  /** Releases the folder for other processes. */
  release(): void;
}

/**
 * Creates the folder unless it exists, and locks it: the embedded database may be open in one process only.
 *
 * @throws {App2WxappError} `invalid_options` when it cannot be written or another process has it
 */
export function openDataFolder(path: string): DataFolder {
  const folder = resolve(path);
  const lock = join(folder, 'lock');
  try {
    makeFolder(folder);
    if (!takeLock(lock)) {
      throw new App2WxappError(
        'invalid_options',
        `Another authority uses the data folder ${folder}. Stop it, or set DATA_DIR to another folder.`,
      );
    }
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

/**
 * Creates a folder as `mkdir` with `recursive` does, which never ends on a file system without folders, such as
 * `/proc`.
 */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && statSync(folder).isDirectory()) return;
    const isInNone = code === 'ENOENT' && !existsSync(dirname(folder));
    if (!isInNone) throw error;
    makeFolder(dirname(folder));
    makeFolder(folder); // another process may have created it meanwhile
  }
}

/**
 * Writes the lock file that excludes other processes. Of several that start at once one creates it, and one of those
 * that find a stale lock removes it.
 *
 * @returns whether this process has the folder
 */
function takeLock(lock: string): boolean {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (!removeStale(lock)) return false;
  }
  return false;
}

/** Removes a stale lock. @returns whether the lock no longer exists */
function removeStale(lock: string): boolean {
  const aside = `${lock}.${process.pid}`;
  try {
    const holder = readFileSync(lock, 'utf8');
    if (isHeld(lock, holder)) return false;
    renameSync(lock, aside);
    if (readFileSync(aside, 'utf8') === holder) return true;
    renameSync(aside, lock); // another process has taken the lock in between
    return false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return true; // another process has removed it
  } finally {
    rmSync(aside, { force: true });
  }
}

function isHeld(lock: string, holder: string): boolean {
  // A lock that is being created is empty for a moment.
  if (holder === '') return Date.now() - statSync(lock).mtimeMs < EMPTY_LOCK_MS;
  const pid = Number(holder);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Reads the master key of the folder, or creates it at the first start; only the owner may read the file.
 *
 * @throws {App2WxappError} `invalid_options` for a file without a key
 */
export function readMasterKey(folder: DataFolder): Buffer {
  const file = join(folder.path, 'master-key');
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length === 32) return key;
  throw new App2WxappError('invalid_options', `${file} does not hold the base64 of 32 bytes. Restore it.`);
}
