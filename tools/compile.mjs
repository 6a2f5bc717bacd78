// Compiles src/ of the project it is run in to JavaScript in dist/, with swc, as the project's tsconfig says. It checks
// no types and writes no declarations: `tsc` does that, in the targets `build` and `typecheck`.
//
//   node ../../tools/compile.mjs
//   node ../../tools/compile.mjs --out out-tsc/js    # for tools/bundle.mjs
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { runInNewContext } from 'node:vm';
import { transformFile } from '@swc/core';

const { out: OUT } = parseArgs({ options: { out: { type: 'string', default: 'dist' } } }).values;
/** Written by Vite, after this. */
const PAGE = join(OUT, 'page');
/** Written by the target `build`, of these files: without it they would be those of another state. */
const COMMONJS = join(OUT, 'cjs');
/** Where `tsc` notes what it has written: it would not write a declaration again that was removed here. */
const BUILD_INFO = /\.tsbuildinfo$/;
const OUTPUT = /(\.d\.ts|\.js)(\.map)?$/;

const config = ['tsconfig.lib.json', 'tsconfig.app.json'].find((file) => existsSync(file));
if (config === undefined)
  throw new Error('Run this in a project with a tsconfig.lib.json or tsconfig.app.json.');
const options = readCompilerOptions(config);

const sources = listFiles('src').filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
const compiled = await Promise.all(sources.map(compile));
removeOrphans();
rmSync(COMMONJS, { recursive: true, force: true });
for (const { stem, code, map } of compiled) {
  const path = join(OUT, `${stem}.js`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${code}//# sourceMappingURL=${basename(path)}.map\n`);
  writeFileSync(`${path}.map`, map);
}

async function compile(source) {
  const stem = relative('src', source).slice(0, -'.ts'.length);
  const { target, experimentalDecorators, emitDecoratorMetadata, inlineSources = false } = options;
  const { code, map } = await transformFile(source, {
    swcrc: false,
    // Beside <stem>.js.map, as in tsc's maps.
    sourceFileName: relative(dirname(join(OUT, stem)), source).replaceAll('\\', '/'),
    sourceMaps: true,
    inlineSourcesContent: inlineSources,
    module: { type: 'es6' },
    jsc: {
      target,
      parser: { syntax: 'typescript', decorators: experimentalDecorators },
      transform: {
        legacyDecorator: experimentalDecorators,
        decoratorMetadata: emitDecoratorMetadata,
        // tsc's default: as the target has them.
        useDefineForClassFields: target >= 'es2022',
        verbatimModuleSyntax: true,
      },
    },
  });
  return { stem, code, map };
}

/** What a source that is gone had become: left alone, it would be published. */
function removeOrphans() {
  const stems = new Set(compiled.map(({ stem }) => join(OUT, stem)));
  for (const file of existsSync(OUT) ? listFiles(OUT) : []) {
    const isOrphan = OUTPUT.test(file) && !stems.has(file.replace(OUTPUT, ''));
    if (!isOrphan || file.startsWith(PAGE)) continue;
    rmSync(file);
    if (file.endsWith('.d.ts')) removeBuildInfo();
  }
}

function removeBuildInfo() {
  for (const name of existsSync('out-tsc') ? readdirSync('out-tsc') : []) {
    if (BUILD_INFO.test(name)) rmSync(join('out-tsc', name));
  }
}

function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The options of a tsconfig and of those it extends. Its syntax is JavaScript's: comments, trailing commas. */
function readCompilerOptions(path) {
  const { extends: base, compilerOptions } = runInNewContext(`(${readFileSync(path, 'utf8')})`);
  return { ...(base && readCompilerOptions(join(dirname(path), base))), ...compilerOptions };
}
