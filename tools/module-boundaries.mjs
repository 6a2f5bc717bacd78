// The lint rule of the borders between projects: which project imports which, and packages only from a manifest of the
// project's own or the root's. The table of who may know whom is in eslint.config.mjs.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const projects = ['libs', 'apps', 'tools'].flatMap((place) =>
  readdirSync(join(ROOT, place))
    .map((name) => join(ROOT, place, name))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map(readProject),
);

function readProject(folder) {
  const { name, nx } = readManifest(folder);
  const tags = nx?.tags ?? [];
  const scope = tags.find((tag) => tag.startsWith('scope:'))?.slice('scope:'.length);
  return { folder, name, scope, isLibrary: tags.includes('type:lib') || tags.includes('type:tool') };
}

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** The names of the packages that the manifests in a file's folder and those above it list. */
function readDeclared(file) {
  const names = new Set();
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) {
      const { dependencies, devDependencies, peerDependencies, optionalDependencies } = readManifest(folder);
      for (const name of Object.keys({
        ...dependencies,
        ...devDependencies,
        ...peerDependencies,
        ...optionalDependencies,
      }))
        names.add(name);
    }
    if (resolve(folder) === resolve(ROOT) || folder === dirname(folder)) return names;
  }
}

function findProjectOf(path) {
  return projects.find(({ folder }) => path === folder || path.startsWith(folder + sep));
}

/** `@scope/name/file` becomes `@scope/name`. */
function readPackageName(imported) {
  return imported
    .split('/')
    .slice(0, imported.startsWith('@') ? 2 : 1)
    .join('/');
}

/** What is wrong with an import, or undefined. */
function findFault({ file, imported, declared, allowed }) {
  const own = findProjectOf(file);
  if (own === undefined || isBuiltin(imported)) return undefined;
  if (imported.startsWith('.')) {
    const target = findProjectOf(resolve(dirname(file), imported));
    return target === undefined || target === own ? undefined : `Import ${target.name} by its name.`;
  }
  const name = readPackageName(imported);
  const target = projects.find((project) => project.name === name);
  if (target === own) return 'Import files of the same project by their relative path.';
  if (target !== undefined && !target.isLibrary) return `Nothing imports an application: ${name}.`;
  if (target !== undefined && target.scope !== own.scope && !allowed(own.scope).includes(target.scope)) {
    return `${own.scope} may not know ${target.scope}: see ARROWS in eslint.config.mjs.`;
  }
  return declared.has(name) ? undefined : `${name} is missing in the manifest of ${own.name}.`;
}

const enforce = {
  meta: {
    type: 'problem',
    schema: [{ type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } }],
  },
  create(context) {
    const file = context.filename;
    const [arrows] = context.options;
    const declared = readDeclared(file);
    const check = (node) => {
      if (typeof node?.value !== 'string') return;
      const allowed = (scope) => arrows[scope] ?? [];
      const message = findFault({ file, imported: node.value, declared, allowed });
      if (message !== undefined) context.report({ node, message });
    };
    return {
      ImportDeclaration: ({ source }) => check(source),
      ImportExpression: ({ source }) => check(source),
      ExportNamedDeclaration: ({ source }) => check(source),
      ExportAllDeclaration: ({ source }) => check(source),
      TSImportType: ({ source }) => check(source),
    };
  },
};

/** The plugin for ESLint. Its rule takes one option: for each scope, the other scopes that it may know. */
export const moduleBoundaries = { rules: { 'enforce-module-boundaries': enforce } };
