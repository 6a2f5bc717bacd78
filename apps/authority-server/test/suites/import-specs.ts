import { readdirSync } from 'node:fs';

const tests = new URL('../', import.meta.url);

/** Files that watch what all of the process does, which no other test may do meanwhile. */
export const WORK = /-work\.spec\.ts$/;
const OTHERS = /(?<!-work)\.spec\.ts$/;

/**
 * Runs the test files of some folders as a part of the file that calls this: the two thousand modules of the server are
 * loaded once, and not once for each file, which takes longer than most tests.
 *
 * @param folders below `test`
 * @param names of the files; all but {@link WORK} unless given
 */
export async function importSpecs(folders: readonly string[], names = OTHERS): Promise<void> {
  for (const folder of folders) {
    for (const name of readdirSync(new URL(folder, tests))) {
      if (names.test(name)) await import(`../${folder}/${name}`);
    }
  }
}
