// The sync generator of `npx nx sync`: the references of every tsconfig follow from the projects' manifests.
import { posix } from 'node:path';

const GROUPS = ['libs', 'apps', 'tools'];
const MAIN = ['tsconfig.lib.json', 'tsconfig.app.json'];
const REFERENCES = /"references": \[[^\]]*\]/;

/**
 * Writes `references` into the tsconfig files that have any:
 *
 * - the workspace's `tsconfig.json` names that of every project,
 * - a project's `tsconfig.json` names the other configurations of its project,
 * - what is compiled names the projects in `dependencies` and `peerDependencies`; in tools, which are never published, and
 *   in what `tools/bundle.mjs` puts into one file, also those in `devDependencies`,
 * - a page names its own server besides, `tsconfig.spec.json` everything of its own project and every dependency.
 *
 * @param {import('nx/src/devkit-exports.js').Tree} tree the workspace's files
 * @returns what `nx sync:check` prints when something changed
 * @throws {Error} for a tsconfig that lacks `references` but needs some
 */
export default function writeReferences(tree) {
  const folders = GROUPS.flatMap((group) => tree.children(group).map((name) => `${group}/${name}`));
  const projects = folders.filter((folder) => tree.exists(`${folder}/package.json`));
  const manifests = new Map(
    projects.map((folder) => [folder, JSON.parse(tree.read(`${folder}/package.json`, 'utf8'))]),
  );
  const folderOf = new Map([...manifests].map(([folder, { name }]) => [name, folder]));
  const references = [
    [
      'tsconfig.json',
      projects.map((folder) => `${folder}/tsconfig.json`).filter((path) => tree.exists(path)),
    ],
    ...projects.flatMap((folder) =>
      Object.entries(listReferences(tree, folder, { manifest: manifests.get(folder), folderOf })).map(
        ([config, targets]) => [`${folder}/${config}`, targets],
      ),
    ),
  ];
  const changed = references.filter(([path, targets]) => write(tree, path, targets)).map(([path]) => path);
  return changed.length === 0 ? {} : { outOfSyncMessage: `Other references: ${changed.join(', ')}` };
}

function listReferences(tree, folder, { manifest, folderOf }) {
  const findConfigs = (dependencies = {}) =>
    Object.keys(dependencies)
      .map((name) => folderOf.get(name))
      .filter(Boolean)
      .flatMap((other) => MAIN.map((config) => `${other}/${config}`).filter((path) => tree.exists(path)));
  const needed = findConfigs({ ...manifest.dependencies, ...manifest.peerDependencies });
  const development = findConfigs(manifest.devDependencies);
  const isBundled = manifest.nx?.targets?.compile?.options?.command?.includes('tools/bundle.mjs') ?? false;
  const compiled = folder.startsWith('tools/') || isBundled ? [...needed, ...development] : needed;
  const configs = tree.children(folder).filter((name) => /^tsconfig\.[a-z]+\.json$/.test(name));
  const locate = (names) => names.map((name) => `${folder}/${name}`);
  const main = configs.filter((name) => MAIN.includes(name));
  const all = [...compiled, ...development];
  const choose = (name) => {
    if (MAIN.includes(name)) return compiled;
    return name === 'tsconfig.spec.json'
      ? [...locate(configs.filter((other) => other !== name)), ...all]
      : [...locate(main), ...compiled];
  };
  return {
    'tsconfig.json': locate(configs),
    ...Object.fromEntries(configs.map((name) => [name, choose(name)])),
  };
}

/** Leaves a list that is right as it is. */
function write(tree, path, targets) {
  const text = tree.read(path, 'utf8');
  const expected = [...new Set(targets)].map((target) => {
    const relative = posix.relative(posix.dirname(path), target);
    return relative.startsWith('.') ? relative : `./${relative}`;
  });
  const [found] = REFERENCES.exec(text) ?? [];
  if (found === undefined) {
    if (expected.length > 0) throw new Error(`${path} lacks "references": [].`);
    return false;
  }
  const current = JSON.parse(`{${found}}`).references.map((reference) => reference.path);
  if ([...current].sort().join() === [...expected].sort().join()) return false;
  const references = expected.map((reference) => ({ path: reference }));
  const lines = JSON.stringify({ references }, null, 2).split('\n').slice(1, -1).join('\n').trim();
  tree.write(
    path,
    text.replace(REFERENCES, () => lines),
  );
  return true;
}
