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

/** Licences that a product of any licence may contain. */
const PERMISSIVE = [
  'MIT',
  'Apache-2.0',
  'ISC',
  'BSD-3-Clause',
  'BSD-2-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Python-2.0',
];
/** Both say MIT where npm does not look: in `licenses`, and in the Readme. */
const MIT_ELSEWHERE = ['node_modules/passport-strategy', 'node_modules/pause'];

test('the dependencies of the products have permissive licences', () => {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { license?: string; dev?: boolean; link?: boolean }>;
  };
  const used = Object.entries(lock.packages).filter(
    ([path, { dev, link }]) => path.includes('node_modules/') && !dev && !link,
  );
  expect(used.length).toBeGreaterThan(150);
  const others = used.filter(
    ([path, { license = '' }]) => !PERMISSIVE.includes(license) && !MIT_ELSEWHERE.includes(path),
  );
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

test('all projects use a package in one version', () => {
  const wanted = collectVersions();
  expect(wanted.size).toBeGreaterThan(40);
  const several = [...wanted].filter(([, versions]) => versions.size > 1);
  expect(several.map(([name, versions]) => `${name}: ${[...versions].join(', ')}`)).toEqual([]);
});
