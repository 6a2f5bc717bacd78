import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROOT, listFiles } from './workspace-root.js';

const NX = join(ROOT, 'node_modules/nx/dist/bin/nx.js');
const CHANGED = 'libs/core/src/ticket.ts';
const EDITED = 'libs/core/src/user.ts';
const COMMAND_TIMEOUT_MS = 240_000;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'app2wxapp-cache-'));
  const projects = ['libs/core', 'tools/test-environment'];
  const files = listFiles(...projects, 'tools/*.mjs', 'tools/*.mts', '*.json', '*.js', 'eslint.config.mjs');
  for (const file of files) {
    cpSync(join(ROOT, file), join(folder, file), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('going back and forth between two states, each build matches its own sources', () => {
  const append = (file: string, line: string) => appendFileSync(join(folder, file), line);
  const readBuilt = (name: string) => readFileSync(join(folder, 'libs/core/dist', name), 'utf8');
  const first = readFileSync(join(folder, CHANGED), 'utf8');
  run('build');
  append(CHANGED, 'export const second = "state";\n');
  run('build');
  writeFileSync(join(folder, CHANGED), first);
  run('build');
  expect(readBuilt('ticket.js') + readBuilt('ticket.d.ts')).not.toContain('second');
  append(CHANGED, 'export const second = "state";\n');
  // A file that the compiler has not seen before: its own notes say nothing else needs to be written.
  append(EDITED, 'export const edited = 1;\n');
  run('build');
  for (const extension of ['js', 'd.ts']) {
    expect(readBuilt(`ticket.${extension}`)).toContain('second');
    expect(readBuilt(`user.${extension}`)).toContain('edited');
  }
}, 900_000);

test('a source that comes back has its declarations again', () => {
  const write = () => writeFileSync(join(folder, 'libs/core/src/extra.ts'), 'export const extra = 1;\n');
  write();
  run('build');
  rmSync(join(folder, 'libs/core/src/extra.ts'));
  appendFileSync(join(folder, EDITED), 'export const editedWithoutIt = 1;\n');
  run('compile');
  expect(existsSync(join(folder, 'libs/core/dist/extra.d.ts'))).toBe(false);
  write();
  appendFileSync(join(folder, EDITED), 'export const editedAgain = 1;\n');
  run('build');
  expect(existsSync(join(folder, 'libs/core/dist/extra.d.ts'))).toBe(true);
}, 900_000);

/** Runs a target of core, by a cache of the copy's own. */
function run(target: 'build' | 'compile'): void {
  execFileSync(process.execPath, [NX, target, 'core'], {
    cwd: folder,
    stdio: 'pipe',
    timeout: COMMAND_TIMEOUT_MS,
    env: {
      ...process.env,
      NX_CACHE_DIRECTORY: join(folder, '.nx/cache'),
      NX_WORKSPACE_DATA_DIRECTORY: join(folder, '.nx/workspace-data'),
      NX_DAEMON: 'false',
      NX_TUI: 'false',
    },
  });
}
