import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm.js';

/** The packages as `npm publish` would send them, by name, in a folder of their own. */
export interface PackedLibraries {
  readonly tarballs: ReadonlyMap<string, string>;
  remove(): void;
}

/** Packs libraries of the workspace, which must have been built. */
export async function packLibraries(...names: string[]): Promise<PackedLibraries> {
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-packed-'));
  const tarballs = new Map<string, string>();
  for (const name of names) {
    const library = fileURLToPath(new URL(`../../../libs/${name}/`, import.meta.url));
    const packed = JSON.parse(await npm(library, 'pack', '--json', '--pack-destination', folder)) as unknown;
    tarballs.set(`@app2wxapp/${name}`, join(folder, filenameOf(packed)));
  }
  return { tarballs, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** npm answers with a list, or, in newer versions, with an object by package name. */
function filenameOf(packed: unknown): string {
  const [first] = Object.values(packed as Record<string, { filename: string }>);
  if (first === undefined) throw new Error('npm packed nothing.');
  return first.filename.replace('@', '').replace('/', '-');
}
