import { fileURLToPath } from 'node:url';
import { Application, LogLevel } from 'typedoc';
import { findLibraryEntries } from './library-entries.js';
import { findUndocumentedExports } from './undocumented-exports.js';

// Writes the reference to dist/html. Fails for an export that has no docstring.

const OUT = fileURLToPath(new URL('../../dist/html', import.meta.url));

const app = await Application.bootstrap({
  name: 'app2wxapp',
  entryPoints: findLibraryEntries(),
  tsconfig: fileURLToPath(new URL('../../tsconfig.libs.json', import.meta.url)),
  basePath: fileURLToPath(new URL('../../../../libs', import.meta.url)),
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
