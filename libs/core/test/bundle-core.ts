import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';

const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** The whole package, minified: as a module, or as a script that leaves its exports in the global `core`. */
export async function bundleCore(format: 'esm' | 'iife'): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: projectRoot,
    entryPoints: ['src/index.ts'],
    tsconfig: 'tsconfig.lib.json',
    bundle: true,
    minify: true,
    format,
    globalName: 'core',
    platform: 'neutral',
    target: 'es2018',
    write: false,
  });
  return (outputFiles[0] as { text: string }).text;
}

// What the language has learned since ES2018; an old engine has none of it.
const NEWER = `
  delete globalThis.console;
  delete globalThis.WebAssembly;
  delete globalThis.AggregateError;
  delete globalThis.BigInt;
  delete globalThis.FinalizationRegistry;
  delete globalThis.WeakRef;
  delete Object.fromEntries;
  delete Object.hasOwn;
  delete Promise.allSettled;
  delete Promise.any;
  for (const name of ['at', 'flat', 'flatMap', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'with']) {
    delete Array.prototype[name];
  }
  for (const name of ['at', 'matchAll', 'replaceAll', 'trimStart', 'trimEnd', 'isWellFormed', 'toWellFormed']) {
    delete String.prototype[name];
  }
`;

/** Runs the script where nothing exists but the language itself, as of ES2018. */
export function runInEmptyContext(script: string): typeof import('../src/index.js') {
  const context = createContext(Object.create(null) as object);
  runInContext(NEWER, context);
  return runInContext(`${script}; core`, context) as typeof import('../src/index.js');
}
