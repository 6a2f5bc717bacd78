import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const INSTALL_TIMEOUT_MS = 240_000;
const execute = promisify(execFile);

/** Runs npm in a folder, at the longest four minutes. */
export async function npm(cwd: string, ...args: string[]): Promise<string> {
  const options = {
    cwd,
    timeout: INSTALL_TIMEOUT_MS,
    maxBuffer: 16 * 2 ** 20,
    shell: process.platform === 'win32',
  };
  try {
    const { stdout } = await execute('npm', args, { ...options, env: cleanEnvironment() });
    return stdout;
  } catch (error) {
    const { stderr, stdout } = error as { stderr?: string; stdout?: string };
    throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${stderr}${stdout}`, { cause: error });
  }
}

/** Of the run that these tests are part of, npm's own variables would make it work on the workspace. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^npm_(config_(workspace|include|prefix|local)|package|lifecycle|command)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
