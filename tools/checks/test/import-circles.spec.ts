import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { ROOT, listFiles } from './workspace-root.js';

type Imports = ReadonlyMap<string, readonly string[]>;

/** Where a relative import leads: sources name the JavaScript that they are compiled to. */
function findTarget(from: string, imported: string, files: ReadonlySet<string>): string | undefined {
  const path = posix.join(posix.dirname(from), imported);
  return [path, path.replace(/js$/, 'ts'), path.replace(/js$/, 'tsx')].find((candidate) =>
    files.has(candidate),
  );
}

/** What each file imports of this repository, types included. */
function readImports(): Imports {
  const paths = listFiles('*.ts', '*.tsx', '*.mts', '*.js', '*.mjs').filter((path) =>
    existsSync(join(ROOT, path)),
  );
  const files = new Set(paths);
  return new Map(
    paths.map((path) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(join(ROOT, path), 'utf8'), true, true);
      const relative = importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith('.'));
      return [path, relative.flatMap((name) => findTarget(path, name, files) ?? [])] as const;
    }),
  );
}

/** Circles of imports: each file imports the next, and the last imports the first. At most one for each file. */
function findCircles(imports: Imports): string[][] {
  const done = new Set<string>();
  const circles: string[][] = [];
  const visit = (file: string, way: readonly string[]): void => {
    const start = way.indexOf(file);
    if (start >= 0) circles.push(way.slice(start));
    if (start >= 0 || done.has(file)) return;
    for (const next of imports.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return circles;
}

test('no file imports itself by way of others, not even for a type', () => {
  const imports = readImports();
  expect([...imports.values()].flat().length).toBeGreaterThan(1_000);
  expect(findCircles(imports)).toEqual([]);
});

test('such a circle is found', () => {
  const imports = new Map([
    ['a', ['b', 'd']],
    ['b', ['c', 'd']],
    ['c', ['b']],
    ['d', []],
  ]);
  expect(findCircles(imports)).toEqual([['b', 'c']]);
});
