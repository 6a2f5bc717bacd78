import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from '../../../tools/install-packages.mjs';

const WORKSPACE = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Jest's `globalSetup`: installs the registry and the package linters, and packs the packages of the workspace, which must
 * have been built. `PACKED_PACKAGES` is the folder of the tarballs and of npm's list of them, `packed.json`.
 */
export default function setUp() {
  installPackages(fileURLToPath(new URL('.', import.meta.url)));
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-packed-'));
  const command = `npm pack --workspaces --json --pack-destination "${folder}" > "${join(folder, 'packed.json')}"`;
  // Variables of the npm that started this run would lead this one to its packages.
  const own = /^npm_(config_(workspace|include|prefix|local)|package|lifecycle|command)/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
  execFileSync(command, { cwd: WORKSPACE, env, shell: true, stdio: ['ignore', 'inherit', 'pipe'] });
  process.env.PACKED_PACKAGES = folder;
}
