import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PGliteOptions } from '@electric-sql/pglite';

type EngineModule = NonNullable<PGliteOptions['pgliteWasmModule']>;

let compiling: Promise<EngineModule> | undefined;

/**
 * Compiles PGlite's WebAssembly, once in a process. PGlite itself would compile it at each start of its engine, which
 * takes a fifth of a second longer.
 *
 * @throws {Error} of the file system, when the package of PGlite is incomplete
 */
export function compileEngine(): Promise<EngineModule> {
  compiling ??= compile();
  return compiling;
}

/** Compiles the file beside the package's entry. */
async function compile(): Promise<EngineModule> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  return WebAssembly.compile(await readFile(join(dirname(entry), 'pglite.wasm')));
}
