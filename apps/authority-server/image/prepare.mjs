// Reduces this copy of the repository to the authority and the libraries it runs on: `npm install --omit=dev` then
// installs what they need at run time, in the versions of the lock file, and nothing else. `npm prune --omit=dev` would
// keep what any other project needs at run time, and every optional peer that happens to be there. For the image: it
// rewrites manifests.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

const KEPT = ['libs/core', 'libs/authority', 'apps/authority-server'];

rewrite('.', (manifest) => ({ ...manifest, workspaces: KEPT }));
KEPT.forEach((folder) => rewrite(folder, (manifest) => manifest));
for (const folder of ['node_modules', ...KEPT.map((kept) => `${kept}/node_modules`)]) {
  rmSync(folder, { recursive: true, force: true });
}

function rewrite(folder, change) {
  const path = `${folder}/package.json`;
  const { devDependencies: _, ...manifest } = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify(change(manifest)));
}
