import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { bundleEntry, repositoryRoot } from '../src/sizes/bundle-entry.js';

interface Manifest {
  readonly private?: boolean;
  readonly exports?: object;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** What V8 adds to the language by itself. */
const ADDED = ['console', 'WebAssembly', 'SharedArrayBuffer', 'Atomics'];
/** The server that the simulator starts; as the packages that an app brings itself, it is loaded outside the context. */
const SERVER = ['fastify', '@fastify/static'];

/** Every entry of every package that is published. */
const entries = ['libs', 'apps', 'tools'].flatMap((place) =>
  readdirSync(join(repositoryRoot, place)).flatMap((folder) => listEntries(place, folder)),
);

function listEntries(place: string, folder: string) {
  const manifest = readManifest(join(repositoryRoot, place, folder));
  if (!manifest || manifest.private === true) return [];
  const { exports = {}, peerDependencies = {} } = manifest;
  const places = Object.keys(exports).filter((one) => one !== './package.json');
  return places.map((one) => [`@app2wxapp/${folder}${one.slice(1)}`, Object.keys(peerDependencies)] as const);
}

function readManifest(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}

/** Evaluates a bundle where there is nothing but the language; what is external is loaded outside. */
async function evaluate(entry: string, external: readonly string[]): Promise<void> {
  const { text, metafile } = await bundleEntry(entry, { format: 'iife', treeShaking: false, external });
  const context = createContext(Object.create(null) as object);
  for (const name of ADDED) runInContext(`delete globalThis.${name}`, context);
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const loaded = new Map<string, unknown>();
  for (const { path } of imports) loaded.set(path, await import(path));
  Object.assign(context, { require: (path: string) => loaded.get(path) });
  runInContext(text, context);
}

test('every package that is imported has entries here', () => {
  const packages = entries.map(([entry]) => entry.split('/')[1]);
  const imported = ['core', 'client', 'nest', 'browser', 'consent', 'authority', 'simulator'];
  expect(packages).toEqual(expect.arrayContaining(imported));
});

test.each(entries)('%s is imported without any API of a platform', async (entry, peers) => {
  await expect(evaluate(entry, [...peers, ...SERVER])).resolves.toBeUndefined();
});

test('an entry that reads one when it is imported is found', async () => {
  await expect(evaluate('./test/fixtures/platform-api.js', [])).rejects.toThrow('TextEncoder');
});
