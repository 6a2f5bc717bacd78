import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ROOT, listFiles } from './workspace-root.js';

const manifests = listFiles(
  'package.json',
  'libs/*/package.json',
  'apps/*/package.json',
  'tools/*/package.json',
);

/** Every version that each package is wanted in, peers aside: those are ranges for the apps that install ours. */
function collectVersions(): Map<string, Set<string>> {
  const wanted = new Map<string, Set<string>>();
  for (const path of manifests) {
    const manifest = JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Record<string, object>;
    const { dependencies, devDependencies } = manifest;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      wanted.set(name, (wanted.get(name) ?? new Set()).add(String(version)));
    }
  }
  return wanted;
}

test('all projects want a package in one version', () => {
  const wanted = collectVersions();
  expect(wanted.size).toBeGreaterThan(40);
  const several = [...wanted].filter(([, versions]) => versions.size > 1);
  expect(several.map(([name, versions]) => `${name}: ${[...versions].join(', ')}`)).toEqual([]);
});
