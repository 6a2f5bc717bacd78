// Writes CommonJS to dist/cjs of the library it is run in, from what `compile` and `tsc` left in dist. See
// docs/decisions/0018.
//
//   node ../../tools/commonjs.mjs --target es2018 --inline ky --inline jose
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values } = parseArgs({
  options: {
    /** The oldest engine that runs the files. */
    target: { type: 'string', default: 'es2022' },
    /** Packages of ES modules only: their code goes into the one file that imports them. */
    inline: { type: 'string', multiple: true, default: [] },
  },
});

const OUT = 'dist/cjs';
rmSync(OUT, { recursive: true, force: true });
const built = readdirSync('dist', { recursive: true, encoding: 'utf8' }).map((file) => join('dist', file));

const { metafile } = await build({
  entryPoints: built.filter((file) => file.endsWith('.js')),
  outbase: 'dist',
  outdir: OUT,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: values.target,
  // A file that is loaded later is required later: Jest refuses `import()` in CommonJS.
  supported: { 'dynamic-import': false },
  sourcemap: true,
  metafile: true,
  logLevel: 'warning',
  plugins: [
    {
      name: 'file-by-file',
      setup({ onResolve }) {
        onResolve({ filter: /./ }, ({ kind, path, importer }) => {
          const stays = kind === 'entry-point' || importer.includes('node_modules');
          return stays || values.inline.includes(path) ? undefined : { path, external: true };
        });
      },
    },
  ],
});

for (const file of built.filter((one) => one.endsWith('.d.ts'))) {
  const copy = join(OUT, relative('dist', file));
  mkdirSync(dirname(copy), { recursive: true });
  // Maps stay beside the ES modules.
  writeFileSync(copy, readFileSync(file, 'utf8').replace(/^\/\/# sourceMappingURL=.*\n?/m, ''));
}
writeFileSync(join(OUT, 'package.json'), '{ "type": "commonjs", "sideEffects": false }\n');
if (values.inline.length > 0) writeFileSync(join(OUT, 'LICENSES'), values.inline.map(readLicense).join('\n'));

/** Reads the license of inlined code, which has to accompany every copy. */
function readLicense(name) {
  const home = `node_modules/${name}/`;
  const inputsOf = Object.values(metafile.outputs).map(({ inputs }) => Object.keys(inputs));
  const importers = inputsOf
    .map((inputs) => inputs.find((input) => input.includes(home)))
    .filter((input) => input !== undefined);
  if (importers.length !== 1) {
    throw new Error(
      `${name} must be imported by one file, so that there is one copy: ${importers.length} import it.`,
    );
  }
  const folder = importers[0].slice(0, importers[0].indexOf(home) + home.length);
  const [license] = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file));
  return `${name}\n\n${readFileSync(join(folder, license), 'utf8')}`;
}
