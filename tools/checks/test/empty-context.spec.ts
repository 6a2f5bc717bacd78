import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { bundleEntry, repositoryRoot } from '../src/sizes/bundle-entry.js';

/** The packages that run where the platform may lack anything: in an app or in a mini program. */
const INSIDE_APPS = ['core', 'browser', 'consent'];

/** What V8 adds to the language by itself. */
const ADDED = ['console', 'WebAssembly', 'SharedArrayBuffer', 'Atomics'];

const entries = INSIDE_APPS.flatMap((library) => {
  const text = readFileSync(join(repositoryRoot, 'libs', library, 'package.json'), 'utf8');
  const { exports } = JSON.parse(text) as { exports: object };
  const places = Object.keys(exports).filter((place) => place !== './package.json');
  return places.map((place) => `@app2wxapp/${library}${place.slice(1)}`);
});

test.each(entries)('%s is imported without any API of a platform', async (entry) => {
  const { text } = await bundleEntry(entry, { format: 'iife', treeShaking: false });
  const context = createContext(Object.create(null) as object);
  for (const name of ADDED) runInContext(`delete globalThis.${name}`, context);
  expect(() => void runInContext(text, context)).not.toThrow();
});

test('an entry that reads one when it is imported is found', async () => {
  const { text } = await bundleEntry('./test/fixtures/platform-api.js', {
    format: 'iife',
    treeShaking: false,
  });
  const context = createContext(Object.create(null) as object);
  expect(() => void runInContext(text, context)).toThrow('TextEncoder');
});
