// Bundles a server that is run, not imported, into one file, dist/main.js, from what `compile.mjs --out out-tsc/js` left. A
// process that loads one file starts in a third of the time of one that loads two thousand. See docs/decisions/0023.
//
//   node ../../tools/bundle.mjs
//
// The project's `dependencies` are installed beside it and stay imports; everything else becomes a part of the file, with
// its licence in dist/THIRD-PARTY-LICENSES.txt.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { build } from 'esbuild';

const ENTRY = 'out-tsc/js/main.js';
const OUTPUT = 'dist/main.js';
const NOTICES = 'dist/THIRD-PARTY-LICENSES.txt';
/** Packages that others load where they are installed, and do without where they are not. */
const OPTIONAL = [
  '@fastify/multipart',
  '@fastify/view',
  '@nestjs/microservices',
  '@nestjs/platform-express',
  '@nestjs/websockets',
  'class-transformer',
  'class-validator',
  'pg-native',
];
/** What packages in CommonJS expect of a file. */
const COMMONJS = [
  "import { createRequire as createBundleRequire } from 'node:module';",
  "import { fileURLToPath as toBundlePath } from 'node:url';",
  'const require = createBundleRequire(import.meta.url);',
  'const __filename = toBundlePath(import.meta.url);',
  "const __dirname = toBundlePath(new URL('.', import.meta.url));",
].join('\n');

const { dependencies = {} } = JSON.parse(readFileSync('package.json', 'utf8'));
removeOldFiles();
const { metafile } = await build({
  entryPoints: [ENTRY],
  outfile: OUTPUT,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: [...Object.keys(dependencies), ...OPTIONAL],
  banner: { js: COMMONJS },
  // Nest's messages name classes.
  keepNames: true,
  sourcemap: true,
  metafile: true,
  logLevel: 'warning',
});
nameClassesOnly();
useAsciiOnly();
writeFileSync(
  NOTICES,
  listPackages()
    .map(describePackage)
    .join(`\n${'-'.repeat(80)}\n\n`),
);

/**
 * Restores the names of classes alone. By `keepNames` esbuild defines the name of each function anew whenever it is
 * created, also of those that are created for each request, where nothing asks for it.
 */
function nameClassesOnly() {
  const text = readFileSync(OUTPUT, 'utf8');
  const define = '__defProp(target, "name", { value, configurable: true })';
  const parts = text.split(`=> ${define};`);
  if (parts.length !== 2) throw new Error(`${OUTPUT} does not define names once, as esbuild used to.`);
  // The name first: reading the prototype creates it. An arrow function has none.
  const isNamed = 'target.name === value || target.prototype === void 0';
  writeFileSync(OUTPUT, parts.join(`=> ${isNamed} ? target : ${define};`));
}

/**
 * Replaces what is not ASCII. esbuild escapes it in code and leaves it in comments, where one such character makes V8 keep
 * the whole file in two bytes for each of its characters.
 */
function useAsciiOnly() {
  writeFileSync(OUTPUT, readFileSync(OUTPUT, 'utf8').replace(/[^\x00-\x7f]/g, '?'));
}

/** Files of a build that had one file for each module. */
function removeOldFiles() {
  for (const name of existsSync('dist') ? readdirSync('dist', { recursive: true, encoding: 'utf8' }) : []) {
    if (/\.js(\.map)?$/.test(name) && !name.startsWith(`page${sep}`)) rmSync(join('dist', name));
  }
}

/** Folders of the packages whose code is in the bundle. */
function listPackages() {
  const folders = Object.keys(metafile.inputs).map(
    (path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0],
  );
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

function describePackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)([.-]|$)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return [`${name} ${version} (${license})`, ...texts].join('\n\n') + '\n';
}
