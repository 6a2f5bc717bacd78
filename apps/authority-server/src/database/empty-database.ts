import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar';
import { PACKAGE_ROOT } from '../config/package-root.js';

/** Archive of an empty database, which the target `compile` creates. To unpack it takes a third of `initdb`'s time. */
const ARCHIVE = join(PACKAGE_ROOT, 'dist/empty-database.tar.gz');

/** Reads the archive of an empty database, for a database in memory. */
export async function readEmptyDatabase(): Promise<Blob> {
  return new Blob([new Uint8Array(await readFile(ARCHIVE))]);
}

/**
 * Creates an empty database: `folder` exists only when it is complete. PGlite itself would unpack the archive in memory,
 * of which a hundred megabytes are never used again.
 *
 * @throws {Error} of the file system, for example when the disk is full
 */
export async function createEmptyDatabase(folder: string): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { mode: 0o700 });
    extract({
      file: ARCHIVE,
      cwd: unfinished,
      sync: true, // otherwise other files are still being written after an error
      strict: true,
      strip: 1, // the paths are absolute
      preserveOwner: false, // the archive's owner is another machine's
    });
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}
