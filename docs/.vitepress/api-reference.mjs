// Writes the API reference of the libraries, from their docstrings, to api/en/ and api/zh/: a page for each entry of each
// package. Fails for an export that has no docstring.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Application, LogLevel, ReflectionKind } from 'typedoc';

const LIBRARIES = new URL('../../libs/', import.meta.url);

/** Name of each entry, such as `@app2wxapp/nest/testing`, by its source file. */
const entries = findLibraryEntries();

await writeReference({ lang: 'en', out: 'api/en' });
await writeReference({ lang: 'zh', out: 'api/zh' });

/** Writes the reference with TypeDoc's own words in one language; the docstrings are English in both. */
async function writeReference({ lang, out }) {
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    name: 'API reference',
    lang,
    entryPoints: [...entries.keys()],
    tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)),
    basePath: fileURLToPath(new URL('../..', import.meta.url)),
    // Each library is compiled by its own settings elsewhere; here only its declarations are read.
    skipErrorChecking: true,
    excludePrivate: true,
    excludeExternals: true,
    readme: 'none',
    logLevel: LogLevel.Error,
    disableGit: true,
    sourceLinkTemplate: 'https://github.com/app2wxapp/app2wxapp/blob/main/libs/{path}#L{line}',
    out: fileURLToPath(new URL(out, import.meta.url)),
    router: 'module',
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    sanitizeComments: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
    tableColumnSettings: { hideSources: true, hideModifiers: true },
  });
  const project = await app.convert();
  if (!project) throw new Error('The sources of the libraries could not be read.');
  for (const module of project.children ?? []) {
    const source = module.sources?.[0]?.fullFileName;
    module.name = entries.get(source) ?? module.name;
  }
  rejectUndocumentedExports(project);
  await app.generateOutputs(project);
}

function findLibraryEntries() {
  const found = readdirSync(LIBRARIES).flatMap((library) => {
    const folder = new URL(`${library}/`, LIBRARIES);
    const { name, exports } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
    return Object.entries(exports)
      .map(([entry, { '@app2wxapp/source': source }]) => [source, name + entry.slice(1)])
      .filter(([source]) => source !== undefined)
      .map(([source, entry]) => [fileURLToPath(new URL(source, folder)), entry]);
  });
  return new Map(found);
}

function rejectUndocumentedExports(project) {
  const undocumented = findUndocumentedExports(project);
  if (undocumented.length === 0) return;
  process.stderr.write(`Exports without a docstring:\n${undocumented.map((name) => `  ${name}\n`).join('')}`);
  process.exit(1);
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
