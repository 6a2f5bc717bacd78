// Runs `nx release` with the packages of this folder, which nothing else needs: `npm run release` shows a release, the
// workflow publishes it with `node release/release.mjs publish`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from '../tools/install-packages.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(HERE, '..');

installPackages(HERE);
const { status, error } = spawnSync(
  process.execPath,
  [join(ROOT, 'node_modules/nx/dist/bin/nx.js'), 'release', ...process.argv.slice(2)],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_PATH: join(HERE, 'node_modules'),
      // The targets that publish exist only here: a daemon or a project graph stored without them does not know them.
      NX_DAEMON: 'false',
      NX_WORKSPACE_DATA_DIRECTORY: join(HERE, 'node_modules/.nx'),
    },
  },
);
if (error) throw error;
process.exitCode = status ?? 1;
