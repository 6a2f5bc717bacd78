import { execSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const installed = join(folder, 'node_modules', '.installed');

/**
 * Installs the wrappers that the launchers are tested against, once for each state of the lock file. Not by the
 * workspace's own install: each would bring React Native, Expo or Cordova along as a peer.
 */
export default function install() {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return;
  try {
    execSync('npm ci --ignore-scripts --legacy-peer-deps --no-audit --no-fund', {
      cwd: folder,
      stdio: 'pipe',
    });
  } catch (cause) {
    const message =
      'The wrappers that the launchers are tested against could not be installed. Is the registry in reach?';
    throw new Error(message, { cause });
  }
  writeFileSync(installed, lock);
}
