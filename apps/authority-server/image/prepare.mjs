// Reduces this copy of the repository to the authority: `npm install --omit=dev` then installs what is not in its bundle,
// in the versions of the lock file, and nothing else. `npm prune --omit=dev` would keep what any other project needs at
// run time, and every optional peer that happens to be there. For the image: it rewrites manifests.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

const KEPT = 'apps/authority-server';

rewrite('.', (manifest) => ({ ...manifest, workspaces: [KEPT] }));
rewrite(KEPT, (manifest) => manifest);
for (const folder of ['.', KEPT]) rmSync(`${folder}/node_modules`, { recursive: true, force: true });

function rewrite(folder, change) {
  const path = `${folder}/package.json`;
  const { devDependencies: _, ...manifest } = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify(change(manifest)));
}
