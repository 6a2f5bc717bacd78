import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from '@app2wxapp/test-environment/servers';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openDataFolder } from '../../src/database/data-folder.js';

const PROCESSES = 4;
const FOLDERS = 150;
/** Of no process: beyond what Linux numbers them by. */
const ENDED = '4999999';
const MODULE = new URL('../../out-tsc/js/database/data-folder.js', import.meta.url).href;

describe('a data folder', () => {
  const parent = mkdtempSync(join(tmpdir(), 'app2wxapp-folders-'));
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  test.each(['', ENDED])(
    'belongs to one of several processes that start at once, where an ended one left the lock: "%s"',
    async (left) => {
      const folders = Array.from({ length: FOLDERS }, (_, index) =>
        join(parent, `${left || 'none'}-${index}`),
      );
      for (const folder of folders) {
        if (left === '') continue;
        mkdirSync(folder);
        writeFileSync(join(folder, 'lock'), left);
      }
      const script = `
        import { openDataFolder } from ${JSON.stringify(MODULE)};
        const tryOpen = (folder) => { try { openDataFolder(folder); return true; } catch { return false; } };
        while (Date.now() < ${Date.now() + 8000});
        const won = ${JSON.stringify(folders)}.filter(tryOpen);
        await new Promise((resolve) => setTimeout(resolve, 6000)); // as long as others may look
        process.stdout.write(JSON.stringify(won));`;
      const args = ['--input-type=module', '--eval', script];
      const children = Array.from({ length: PROCESSES }, () => startProcess(process.execPath, args));
      await Promise.all(children.map((child) => child.waitForExit()));
      const won = children.flatMap(({ output }) => JSON.parse(output.stdout) as string[]);
      expect([...won].sort()).toEqual([...folders].sort());
      expect(folders.flatMap((folder) => readdirSync(folder)).filter((name) => name !== 'lock')).toEqual([]);
    },
    90_000,
  );

  test('is created with its parents, and rejected where none can be created, or a file is in its place', () => {
    const deep = join(parent, 'a', 'b', 'c');
    openDataFolder(deep).release();
    expect(readdirSync(deep)).toEqual([]);
    writeFileSync(join(parent, 'file'), '');
    const refused = [join(parent, 'file'), join(parent, 'file', 'below')];
    // Where `mkdir` with `recursive` never ends.
    if (process.platform === 'linux') refused.push('/proc/none', '/proc/none/below');
    for (const folder of refused)
      expect(() => openDataFolder(folder)).toThrow(/cannot be written \(E[A-Z]+\)/);
  });
});
