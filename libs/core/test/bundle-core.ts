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

/** Runs the script where nothing exists but the language itself. */
export function runInEmptyContext(script: string): typeof import('../src/index.js') {
  const context = createContext(Object.create(null) as object);
  // V8 itself adds these to every context.
  runInContext('delete globalThis.console; delete globalThis.WebAssembly;', context);
  return runInContext(`${script}; core`, context) as typeof import('../src/index.js');
}
