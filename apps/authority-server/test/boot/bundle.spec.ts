import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { expect, test } from '@jest/globals';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('the built server imports nothing that is not installed with it', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  const imported = [...read('dist/main.js').matchAll(/^import\b[^'"\n]*["']([^"']+)["'];$/gm)].map(
    ([, name = '']) => name,
  );
  const foreign = imported.filter((name) => !isBuiltin(name));
  expect(imported.length).toBeGreaterThan(10);
  expect(foreign.filter((name) => !Object.keys(dependencies).some((own) => name.startsWith(own)))).toEqual(
    [],
  );
});

test('every package in the built server is named with a licence that permits it', () => {
  const packages = read('dist/THIRD-PARTY-LICENSES.txt').split(`\n${'-'.repeat(80)}\n\n`);
  expect(packages.length).toBeGreaterThan(50);
  const titles = packages.map((text) => text.split('\n', 1)[0] ?? '');
  const permitted = /^\S+ \d\S* \((0BSD|Apache-2\.0|BlueOak-1\.0\.0|BSD-[23]-Clause|ISC|MIT)\)$/;
  expect(titles.filter((title) => !permitted.test(title))).toEqual([]);
});

test('the built server is ASCII only, so that Node stores one byte for each character', () => {
  expect(read('dist/main.js').match(/[^\x00-\x7f]/g)).toBeNull();
});
