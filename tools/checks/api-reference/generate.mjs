// Writes the API reference of the libraries from their docstrings to html/. Fails for an export that has none.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Application, LogLevel, ReflectionKind } from 'typedoc';

const LIBRARIES = new URL('../../../libs/', import.meta.url);
const OUT = fileURLToPath(new URL('html', import.meta.url));

const app = await Application.bootstrap({
  name: 'app2wxapp',
  entryPoints: findLibraryEntries(),
  tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)),
  basePath: fileURLToPath(LIBRARIES),
  // Each library is compiled by its own settings elsewhere; here only its declarations are read.
  skipErrorChecking: true,
  excludePrivate: true,
  excludeExternals: true,
  readme: 'none',
  logLevel: LogLevel.Error,
  githubPages: false,
});
const project = await app.convert();
if (!project) throw new Error('The sources of the libraries could not be read.');

const undocumented = findUndocumentedExports(project);
if (undocumented.length > 0) {
  process.stderr.write(`Exports without a docstring:\n${undocumented.map((name) => `  ${name}\n`).join('')}`);
  process.exit(1);
}
await app.generateDocs(project, OUT);
process.stdout.write(`The API reference is in ${OUT}\n`);

/** The source file of every entry of every library, as their `exports` name them. */
function findLibraryEntries() {
  return readdirSync(LIBRARIES).flatMap((library) => {
    const folder = new URL(`${library}/`, LIBRARIES);
    const { exports } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
    const sources = Object.values(exports).map((entry) => entry['@app2wxapp/source']);
    return sources
      .filter((source) => source !== undefined)
      .map((source) => fileURLToPath(new URL(source, folder)));
  });
}

/**
 * Names every export without a docstring of its own. A function is documented at its signature. What an entry only
 * exports again is documented where it is from.
 */
function findUndocumentedExports(reflections) {
  const { Function, Class, Interface, TypeAlias, Variable, Module, Project } = ReflectionKind;
  return reflections
    .getReflectionsByKind(Function | Class | Interface | TypeAlias | Variable)
    .filter(({ parent }) => parent === undefined || parent.kindOf(Module | Project))
    .filter((one) => !one.hasComment() && !(one.signatures ?? []).some((signature) => signature.hasComment()))
    .map((one) => `${one.sources?.[0]?.fileName ?? '?'}: ${one.name}`);
}
