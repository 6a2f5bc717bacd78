import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { Surroundings } from './phone.js';

const ROOT = new URL('../../../', import.meta.url);
/** Every path. */
const ANY = /^/;
const testRoot = fileURLToPath(new URL('.', import.meta.url));

/** The TypeScript files that a page names; blocks of one title are one file, those without a title `block.ts`. */
export function readPageFiles(page: string): Map<string, string> {
  const text = readFileSync(new URL(page, ROOT), 'utf8').replace(/\r\n/g, '\n');
  const files = new Map<string, string>();
  for (const [, path = 'block.ts', code = ''] of text.matchAll(
    /^ *```ts(?: title="src\/([^"\n]+)")?\n(.*?)^ *```$/gms,
  )) {
    files.set(path, [files.get(path), code].filter(Boolean).join('\n'));
  }
  return files;
}

/** Values in place of a reader's own values. */
const VALUES = { 'wx…': 'wx0000000000000000', 'gh_…': 'gh_0123456789ab' };

/**
 * Runs the code of a guide as it is on the page, in an app with these surroundings. This package is its source.
 *
 * @param entry the file to start with
 */
export async function runGuide(
  files: ReadonlyMap<string, string>,
  entry: string,
  { imports = {}, globals = {} }: Surroundings,
): Promise<void> {
  const { outputFiles } = await build({
    stdin: { contents: `import './${entry}';`, resolveDir: testRoot },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['@app2wxapp/source'],
    plugins: [createPagePlugin(files, Object.keys(imports))],
    logLevel: 'silent',
  });
  const names = Object.keys(globals);
  // Nothing is imported or exported any more, so what awaits at the top may be the body of a function.
  const run = new AsyncFunction('imports', ...names, outputFiles[0]?.text ?? '');
  await run(imports, ...names.map((name) => globals[name]));
}

const AsyncFunction = (async () => undefined).constructor as new (
  ...source: string[]
) => (...values: unknown[]) => Promise<void>;

function createPagePlugin(files: ReadonlyMap<string, string>, modules: readonly string[]): Plugin {
  return {
    name: 'guide',
    setup(build) {
      build.onResolve({ filter: ANY }, ({ path }) => {
        if (modules.includes(path)) return { path, namespace: 'app' };
        const file = path.replace(/^\.\//, '').replace(/\.js$/, '.ts');
        return files.has(file) ? { path: file, namespace: 'page' } : undefined;
      });
      build.onLoad({ filter: ANY, namespace: 'app' }, ({ path }) => ({
        contents: `module.exports = imports[${JSON.stringify(path)}];`,
      }));
      build.onLoad({ filter: ANY, namespace: 'page' }, ({ path }) => ({
        contents: fillIn(files.get(path) ?? ''),
        loader: 'ts',
        resolveDir: testRoot,
      }));
    },
  };
}

function fillIn(code: string): string {
  return Object.entries(VALUES).reduce(
    (text, [shown, value]) => text.split(`'${shown}'`).join(`'${value}'`),
    code,
  );
}
