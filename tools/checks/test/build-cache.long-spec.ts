import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
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
const SOURCE = 'libs/core/src/ticket.ts';
const COMMAND_TIMEOUT_MS = 240_000;

let folder: string;
let original: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'app2wxapp-cache-'));
  const files = listFiles('libs/core', 'tools/*.mjs', '*.json', '*.js', 'eslint.config.mjs');
  for (const file of files) {
    cpSync(join(ROOT, file), join(folder, file), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  original = readFileSync(join(folder, SOURCE), 'utf8');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('going back and forth between two states, each build has what its own sources say', () => {
  buildWith('');
  buildWith('export const B = "b";');
  buildWith('');
  buildWith('export const B = "b";\nexport const edited = 1;');
  const built = join(folder, 'libs/core/dist/ticket');
  for (const extension of ['.js', '.d.ts']) {
    const text = readFileSync(built + extension, 'utf8');
    expect(text).toMatch(/\bB\b/);
    expect(text).toMatch(/\bedited\b/);
  }
}, 900_000);

/** Builds core, by a cache of the copy's own, with more lines in one of its files. */
function buildWith(lines: string): void {
  writeFileSync(join(folder, SOURCE), original);
  appendFileSync(join(folder, SOURCE), lines);
  execFileSync(process.execPath, [NX, 'build', 'core'], {
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
