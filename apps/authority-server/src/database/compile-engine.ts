import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { PGliteOptions } from '@electric-sql/pglite';

type EngineModule = NonNullable<PGliteOptions['pgliteWasmModule']>;

/**
 * Options by which V8 compiles WebAssembly only with its baseline compiler. The optimizing compiler would take up to
 * 600 MB for a single function of PostgreSQL; with it, a tenth more logins a second were measured. They apply to all
 * WebAssembly of the process.
 *
 * @see https://v8.dev/docs/wasm-compilation-pipeline
 */
const BASELINE_COMPILER_ONLY = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

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
  for (const flag of BASELINE_COMPILER_ONLY) setFlagsFromString(flag);
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  return WebAssembly.compile(await readFile(join(dirname(entry), 'pglite.wasm')));
}
