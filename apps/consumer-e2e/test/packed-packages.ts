import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PUBLISHED } from './published-packages.js';

/** A packed package. */
export interface Tarball {
  readonly path: string;
  /** What is in it, relative to the package. */
  readonly files: readonly string[];
}

/** The published packages as `npm publish` would send them, by name. `packages/set-up.js` packs them once for each run. */
export const PACKED: ReadonlyMap<string, Tarball> = readPacked(process.env.PACKED_PACKAGES ?? '');

/** Packages as the dependencies of an app, by their names without the scope. */
export function dependOnPacked(...names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [`@app2wxapp/${name}`, `file:${PACKED.get(`@app2wxapp/${name}`)?.path}`]),
  );
}

/** Those that code imports; the others are commands. */
export const IMPORTED: readonly string[] = PUBLISHED.filter(
  ({ manifest }) => manifest.exports?.['.'] !== undefined,
).map(({ name }) => name.replace('@app2wxapp/', ''));

interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** npm's list is an array or, in newer versions, an object by package name. */
function readPacked(folder: string): Map<string, Tarball> {
  const list = JSON.parse(readFileSync(join(folder, 'packed.json'), 'utf8')) as Record<string, Packed>;
  return new Map(
    Object.values(list).map(({ name, filename, files }) => [
      name,
      {
        path: join(folder, filename.replace('@', '').replace('/', '-')),
        files: files.map(({ path }) => path),
      },
    ]),
  );
}
