import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const testRoot = fileURLToPath(new URL('.', import.meta.url));

/** Runs a bundled module anew, with stand-ins for what it imports from outside and for the global object. */
export type RunScript = (imports: Record<string, unknown>, globals?: object) => unknown;

/**
 * Bundles a wrapper's JavaScript so that it can be run again and again, each time with fresh state.
 *
 * @param entry a file below `test/`, or a package
 * @param external what is left out of the bundle
 */
export async function loadScript(entry: string, external: readonly string[]): Promise<RunScript> {
  const { outputFiles } = await build({
    absWorkingDir: testRoot,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: [...external],
    logLevel: 'error',
  });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a bundle made here, of packages pinned by their lock file
  const script = new Function('module', 'exports', 'require', 'globalThis', outputFiles[0]?.text ?? '') as (
    ...parameters: unknown[]
  ) => void;
  return (imports, globals = {}) => {
    const module = { exports: {} };
    const require = (name: string) => {
      if (name in imports) return imports[name];
      throw new Error(`${entry} asks for ${name}`);
    };
    script(module, module.exports, require, globals);
    return module.exports;
  };
}
