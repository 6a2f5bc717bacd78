import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm } from './npm.js';
import { PUBLISHED, WORKSPACE } from './published-packages.js';

/** The published packages as `npm publish` would send them, by name, in a folder of their own. */
export interface PackedPackages {
  readonly tarballs: ReadonlyMap<string, Tarball>;
  /** Those that code imports, as the dependencies of an app; the others are commands. */
  readonly imported: Readonly<Record<string, string>>;
  remove(): void;
}

/** A packed package. */
export interface Tarball {
  readonly path: string;
  /** What is in it, relative to the package. */
  readonly files: readonly string[];
}

/** Packs the packages that a release publishes, which must have been built. */
export async function packPublished(): Promise<PackedPackages> {
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-packed-'));
  const tarballs = new Map<string, Tarball>();
  for (const { name, folder: home } of PUBLISHED) {
    const packed = await npm(join(WORKSPACE, home), 'pack', '--json', '--pack-destination', folder);
    const { filename, files } = readPacked(JSON.parse(packed));
    tarballs.set(name, { path: join(folder, filename), files: files.map(({ path }) => path) });
  }
  const imported = PUBLISHED.filter(({ manifest }) => manifest.exports?.['.'] !== undefined);
  return {
    tarballs,
    imported: Object.fromEntries(imported.map(({ name }) => [name, `file:${tarballs.get(name)?.path}`])),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** npm answers with a list, or, in newer versions, with an object by package name. */
function readPacked(answer: unknown): Packed {
  const [first] = Object.values(answer as Record<string, Packed>);
  if (first === undefined) throw new Error('npm packed nothing.');
  return { ...first, filename: first.filename.replace('@', '').replace('/', '-') };
}
