import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const TIMEOUT_MS = 600_000;
const execute = promisify(execFile);

/** Runs npm in a folder, at the longest ten minutes, and returns what it prints. */
export async function npm(cwd: string, ...args: string[]): Promise<string> {
  const options = {
    cwd,
    timeout: TIMEOUT_MS,
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

/**
 * Of the run that these tests are part of, the variables of npm and of Nx would make either work on this workspace, and
 * those of GitHub would let npm sign as its workflow.
 */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const foreign =
    /^(npm_(config_(workspace|include|prefix|local)|package|lifecycle|command)|NX_|GITHUB_|ACTIONS_|FORCE_COLOR)/i;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), NX_DAEMON: 'false', NX_TUI: 'false', NO_COLOR: '1' };
}

/** Whether packages can be had. Only a machine that reaches the registry can install; one of CI has to. */
export async function reachesRegistry(): Promise<boolean> {
  const answer = npm(process.cwd(), 'view', 'rxjs@7.8.2', 'version', '--fetch-retries=1');
  const reached = await answer.then(
    () => true,
    () => process.env.CI !== undefined,
  );
  if (!reached)
    process.stderr.write('Skipped: the npm registry cannot be reached: nothing can be installed.\n');
  return reached;
}
