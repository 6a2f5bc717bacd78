// Installs what only one command needs: the packages of a folder with a manifest and a lock file of its own, outside
// the workspace. A command calls `node tools/install-packages.mjs <folder>` first, Jest's `globalSetup` the function.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const DEADLINE_MS = 5 * 60_000;

/**
 * Installs a folder's packages, once for each state of its manifest and lock file, also when several processes ask for it. Of their install scripts only those run that the
 * manifest lists under `allowScripts`.
 *
 * @param {string} folder where `package.json` and `package-lock.json` are
 * @param {{ deadlineMs?: number }} options for each call of npm, five minutes unless given
 * @throws {Error} when npm fails or is not done at the deadline, with what npm said
 */
export function installPackages(folder, { deadlineMs = DEADLINE_MS } = {}) {
  const state = ['package.json', 'package-lock.json']
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join();
  const stamp = join(folder, 'node_modules', '.installed');
  const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === state;
  if (isInstalled()) return;
  const release = waitForTurn(folder, deadlineMs);
  try {
    if (!isInstalled()) install(folder, deadlineMs);
    writeFileSync(stamp, state);
  } finally {
    release();
  }
}

function install(folder, deadlineMs) {
  const npm = (...parameters) => runNpm(folder, deadlineMs, parameters);
  npm('ci', '--ignore-scripts', '--no-audit', '--no-fund');
  const { allowScripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name]);
  if (allowed.length > 0) npm('rebuild', '--ignore-scripts=false', ...allowed);
}

/** Lets one process at a time install in a folder: two calls of npm would delete each other's files. */
function waitForTurn(folder, deadlineMs) {
  const turn = join(folder, '.installing');
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    try {
      writeFileSync(turn, String(process.pid), { flag: 'wx' });
      return () => rmSync(turn, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (Date.now() > deadline) {
      throw new Error(`Another process still installs in ${resolve(folder)}. If none runs, remove ${turn}.`);
    }
    if (isAbandoned(turn)) rmSync(turn, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
}

function isAbandoned(turn) {
  try {
    process.kill(Number(readFileSync(turn, 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
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
