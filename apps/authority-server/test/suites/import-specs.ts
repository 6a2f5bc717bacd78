import { readdirSync } from 'node:fs';

const tests = new URL('../', import.meta.url);

/**
 * Runs the test files of some folders as a part of the file that calls this: the two thousand modules of the server are
 * loaded once, and not once for each file, which takes longer than most tests.
 *
 * @param folders below `test`
 * @param alone names of files that are left out, because they watch what all of the process does
 */
export async function importSpecs(folders: readonly string[], alone: readonly string[] = []): Promise<void> {
  for (const folder of folders) {
    for (const name of readdirSync(new URL(folder, tests))) {
      if (name.endsWith('.spec.ts') && !alone.includes(name)) await import(`../${folder}/${name}`);
    }
  }
}
