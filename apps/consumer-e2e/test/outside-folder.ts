import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { npm } from './npm.js';

const execute = promisify(execFile);
const TIMEOUT_MS = 180_000;

/** A folder outside the workspace, as a team has one. */
export interface OutsideFolder {
  readonly path: string;
  write(file: string, content: string | object): void;
  /** Installs what its package.json lists. */
  install(): Promise<void>;
  /** Runs a JavaScript file by Node, three minutes at the longest, and returns what it prints. Relative to the folder. */
  run(script: string, args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
  remove(): void;
}

/** Creates one with these files in it; what is no text is written as JSON. */
export function createOutsideFolder(files: Readonly<Record<string, string | object>>): OutsideFolder {
  const path = mkdtempSync(join(tmpdir(), 'app2wxapp-consumer-'));
  const write = (file: string, content: string | object) => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  };
  for (const [file, content] of Object.entries(files)) write(file, content);
  return {
    path,
    write,
    install: async () => {
      const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
      await npm(path, 'install', '--prefer-offline', ...quiet);
    },
    run: (script, args = [], env = {}) => runNode(path, [resolve(path, script), ...args], env),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

async function runNode(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  // Of this run's own Jest and Node nothing may reach the child.
  const { PATH, SystemRoot, HOME, TEMP } = process.env;
  try {
    const { stdout, stderr } = await execute(process.execPath, [...args], {
      cwd,
      timeout: TIMEOUT_MS,
      maxBuffer: 16 * 2 ** 20,
      env: { PATH, SystemRoot, HOME, TEMP, NO_COLOR: '1', ...env },
    });
    return stdout + stderr;
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
