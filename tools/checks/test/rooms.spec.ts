import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ROOT } from './workspace-root.js';

const SERVER = join(ROOT, 'apps/authority-server');
const PAGE = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
/** The folders of the authority as docs/architecture.md lists them: each imports from those below it alone. */
const ROOMS = [...PAGE.matchAll(/^\| \[(\w+)\]\(\.\.\/apps\/authority-server\/src\/\w+\)/gm)].map(
  ([, room]) => room ?? '',
);

const listFolders = (path: string) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** The folders that the sources of a folder import from, itself left out. */
function findImported(room: string): string[] {
  const folder = join(SERVER, 'src', room);
  const code = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const imported = code.flatMap((text) =>
    [...text.matchAll(/from '\.\.\/(\w+)\//g)].map(([, name]) => name ?? ''),
  );
  return [...new Set(imported)].filter((name) => name !== room);
}

test('docs/architecture.md lists every folder of the authority', () => {
  expect([...ROOMS].sort()).toEqual(listFolders(join(SERVER, 'src')).sort());
});

test('no folder of the authority imports from one above it in that list, so there is no circle', () => {
  const arrows = ROOMS.flatMap((room) => findImported(room).map((imported) => [room, imported] as const));
  expect(PAGE).toContain(`${arrows.length} arrows between ${ROOMS.length} folders`);
  expect(arrows.filter(([from, to]) => ROOMS.indexOf(to) < ROOMS.indexOf(from))).toEqual([]);
});

test('a test of the authority is in the folder of what it tests', () => {
  const tests = join(SERVER, 'test');
  const holdTests = listFolders(tests).filter((folder) =>
    readdirSync(join(tests, folder)).some((name) => /spec\.ts$/.test(name)),
  );
  // `suites` holds no tests: it runs the files of other folders together.
  expect(holdTests.filter((folder) => !ROOMS.includes(folder))).toEqual(['suites']);
  expect(readdirSync(tests).filter((name) => /spec\.ts$/.test(name))).toEqual([]);
});
