import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './bundle-entry.js';

/** A measured bundle, and its largest size. */
export interface Budget {
  readonly name: string;
  /** The package's own entry, as an app would import it. */
  readonly entry: string;
  /** Bytes, minified and gzipped. */
  readonly limit: number;
}

const { exports: entries } = JSON.parse(
  readFileSync(join(repositoryRoot, 'libs/browser/package.json'), 'utf8'),
) as { readonly exports: object };
const LAUNCHERS = Object.keys(entries)
  .filter((place) => place !== '.' && place !== './package.json')
  .map((place) => place.slice(2));

/** Every bundle that has a limit. 1 kB is 1000 bytes. */
export const BUDGETS: readonly Budget[] = [
  // Room for new error codes and their numbers, which are part of the language.
  { name: 'core', entry: '@app2wxapp/core', limit: 3500 },
  { name: 'browser with core', entry: '@app2wxapp/browser', limit: 6000 },
  ...LAUNCHERS.map((name) => ({
    name: `launcher ${name}`,
    entry: `@app2wxapp/browser/${name}`,
    // Each calls the wrapper's native module by all names that it has been published under.
    limit: 1200,
  })),
];
