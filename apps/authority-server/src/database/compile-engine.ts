import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PGliteOptions } from '@electric-sql/pglite';

type EngineModule = NonNullable<PGliteOptions['pgliteWasmModule']>;

let compiling: Promise<EngineModule> | undefined;

/**
 * Compiles PGlite's WebAssembly, once in a process. PGlite alone compiles it anew at each start of its engine, and takes
 * a fifth of a second longer.
 *
 * @throws {Error} of the file system, when the package of PGlite is not complete
 */
export function compileEngine(): Promise<EngineModule> {
  compiling ??= compile();
  return compiling;
}

/** The file lies beside the package's entry. */
async function compile(): Promise<EngineModule> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  return WebAssembly.compile(await readFile(join(dirname(entry), 'pglite.wasm')));
}
