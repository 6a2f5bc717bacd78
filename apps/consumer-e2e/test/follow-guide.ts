import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { cleanEnvironment } from './npm.js';
import { startServer, type StartedServer } from './started-server.js';

const execute = promisify(execFile);
const STEP_TIMEOUT_MS = 300_000;

/** The command of a page that starts the backend; what comes after it on the page is for later. */
const STARTS = /^(npx tsx|npx next start|npm start)\b.*$/m;

/** npm asks its cache first; nothing reports to its maker. */
const QUIET = {
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_loglevel: 'error',
  npm_config_prefer_offline: 'true',
  // A person answers npx's question; a machine may have it answered with no.
  npm_config_yes: 'true',
  NEXT_TELEMETRY_DISABLED: '1',
};

/** What a page says to do: commands of a shell, or a file to write. */
type Step = { readonly commands: string } | { readonly file: string; readonly code: string };

/** The steps of a page, in its order, and the command that starts the backend. */
interface Guide {
  readonly steps: readonly Step[];
  readonly start: readonly string[];
}

/** A folder in which a page was followed, and the server in which it ended. */
export interface FollowedGuide extends StartedServer {
  /** Where the page's commands led: the folder of the app. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** Reads what a page says up to the command that starts the backend. */
function readGuide(page: URL): Guide {
  const blocks = readFileSync(page, 'utf8').matchAll(
    /^```(?:(?<shell>sh)|ts title="(?<file>[^"]+)")\n(?<code>.*?)^```$/gms,
  );
  const steps: Step[] = [];
  for (const { groups } of blocks) {
    const { shell, file = '', code = '' } = groups ?? {};
    const start = shell === undefined ? null : STARTS.exec(code);
    steps.push(shell === undefined ? { file, code } : { commands: code.slice(0, start?.index) });
    if (start) return { steps, start: start[0].split(' ') };
  }
  throw new Error(`${page.pathname} has no command that starts a backend.`);
}

/**
 * Does what a page says in a new folder: its commands as they are, its files as they are.
 *
 * @param npmConfig a file for npm that says where the packages of this project are
 * @param env of the backend
 */
export async function followGuide(
  page: URL,
  npmConfig: string,
  env: Readonly<Record<string, string>>,
): Promise<FollowedGuide> {
  const { steps, start } = readGuide(page);
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'app2wxapp-guide-')));
  const settings = { npm_config_globalconfig: npmConfig };
  try {
    let folder = root;
    for (const step of steps) {
      if ('commands' in step) folder = await runCommands(step.commands, folder, settings);
      else write(join(folder, step.file), step.code);
    }
    const server = await startServer(folder, start, { ...QUIET, ...settings, ...env });
    const remove = async () => {
      await server.stop();
      rmSync(root, { recursive: true, force: true });
    };
    return { ...server, folder, remove };
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    throw error;
  }
}

/** Runs commands of a page in a shell. @returns the folder where they end */
export async function runCommands(
  commands: string,
  cwd: string,
  settings: Readonly<Record<string, string>>,
): Promise<string> {
  const env = { ...cleanEnvironment(), ...QUIET, ...settings };
  try {
    const { stdout } = await execute('bash', ['-ec', `${commands}\npwd`], {
      cwd,
      env,
      timeout: STEP_TIMEOUT_MS,
      maxBuffer: 16 * 2 ** 20,
    });
    return stdout.trim().split('\n').at(-1) ?? cwd;
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`A command of the page failed:\n${commands}\n${stdout}${stderr}`, { cause: error });
  }
}

function write(path: string, code: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
}
