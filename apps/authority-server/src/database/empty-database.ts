import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { App2WxappError } from '@app2wxapp/core';
import { extract } from 'tar';
import { PACKAGE_ROOT } from '../config/package-root.js';
import { findErrorCode } from './error-codes.js';

/** Archive of an empty database, which the target `compile` creates. Unpacking it takes a third of the time of `initdb`. */
const ARCHIVE = join(PACKAGE_ROOT, 'dist/empty-database.tar.gz');

/** Codes of a failed rename on Windows while another program, such as a virus scanner, has one of the files open. */
const HELD: readonly unknown[] = ['EPERM', 'EACCES', 'EBUSY'];
const RETRIES = 10;
const RETRY_PAUSE_MS = 200;

/** Reads the archive of an empty database, for a database in memory. */
export async function readEmptyDatabase(): Promise<Blob> {
  return new Blob([new Uint8Array(await readFile(ARCHIVE))]);
}

/**
 * Creates an empty database in place of an absent or empty `folder`, which stays so until the database is complete.
 * PGlite itself would unpack the archive in memory, and would keep 100 MB more.
 *
 * @throws {App2WxappError} `invalid_options` for example when the disk is full
 */
export async function createEmptyDatabase(folder: string): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  const remove = () => rm(unfinished, { recursive: true, force: true, maxRetries: RETRIES });
  try {
    await remove();
    await mkdir(unfinished, { mode: 0o700 });
    extract({
      file: ARCHIVE,
      cwd: unfinished,
      sync: true, // otherwise other files are still being written after an error
      strict: true,
      strip: 1, // the paths are absolute
      preserveOwner: false, // the archive's owner is another machine's
    });
    if (existsSync(folder)) await rmdir(folder); // Windows does not rename over a folder
    await renameInTime(unfinished, folder);
  } catch (cause) {
    await remove().catch(() => undefined); // the next start removes it
    throw new App2WxappError(
      'invalid_options',
      `The embedded database ${folder} cannot be created (${findErrorCode(cause) ?? 'unknown error'}). Set DATA_DIR to a ` +
        'folder that can be written, with 100 MB of space.',
      { cause },
    );
  }
}

async function renameInTime(from: string, to: string): Promise<void> {
  for (let retries = 0; ; retries++) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (retries === RETRIES || !HELD.includes(findErrorCode(error))) throw error;
      await sleep(RETRY_PAUSE_MS);
    }
  }
}
