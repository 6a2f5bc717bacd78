// Installs what only one command needs: the packages of a folder with a manifest and a lock file of its own, outside
// the workspace. A command calls `node tools/install-packages.mjs <folder>` first, Jest's `globalSetup` the function.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const DEADLINE_MS = 5 * 60_000;

/**
 * Installs a folder's packages, once for each state of its lock file. Of their install scripts only those run that the
 * manifest lists under `allowScripts`.
 *
 * @param {string} folder where `package.json` and `package-lock.json` are
 * @param {{ deadlineMs?: number }} options for each call of npm, five minutes unless given
 * @throws {Error} when npm fails or is not done at the deadline, with what npm said
 */
export function installPackages(folder, { deadlineMs = DEADLINE_MS } = {}) {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const stamp = join(folder, 'node_modules', '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  const npm = (...parameters) => runNpm(folder, deadlineMs, parameters);
  npm('ci', '--ignore-scripts', '--no-audit', '--no-fund');
  const { allowScripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name]);
  if (allowed.length > 0) npm('rebuild', '--ignore-scripts=false', ...allowed);
  writeFileSync(stamp, lock);
}

function runNpm(cwd, deadlineMs, parameters) {
  const { error, status, stderr } = spawnSync('npm', [...parameters, '--loglevel=error'], {
    cwd,
    encoding: 'utf8',
    timeout: deadlineMs,
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  const reason = error?.code === 'ETIMEDOUT' ? `It was not done after ${deadlineMs / 1000} s.` : stderr;
  throw new Error(
    `npm could not install the packages of ${resolve(cwd)}. Is the registry in reach? ${reason || error}`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    installPackages(process.argv[2] ?? '.');
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
