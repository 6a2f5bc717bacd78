import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { moveClock, SHIFTED_CLOCK } from '@app2wxapp/demo';
import { findFreePort, startProcess, type StartedProcess } from '@app2wxapp/test-environment/servers';
import { keepLog } from '../cluster/keep-log.js';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SIMULATOR = at('../../../../apps/simulator/dist/main.js');

/** The folder of the authority that is in the repository, built. */
export const AUTHORITY_HOME = at('../../../../apps/authority-server');

/** Finds the program of an authority in a folder. */
export function findMain(home: string): string {
  return join(home, 'dist/main.js');
}

/** A server on a fixed port, which can be ended and started again. */
export class Server {
  private started: StartedProcess | undefined;
  private isEnded = false;
  /** How often it ended without being told to. */
  exits = 0;

  private constructor(
    readonly url: string,
    /** What it runs from the next start on. */
    public script: string,
    private readonly env: Record<string, string>,
    private readonly logFile: string | undefined,
  ) {}

  /**
   * @param env beside which it gets `HOST` and `PORT`
   * @param logFile to which what it prints is appended
   */
  static async prepare(script: string, env: Record<string, string>, logFile?: string): Promise<Server> {
    return new Server(`http://127.0.0.1:${await findFreePort()}`, script, env, logFile);
  }

  async start(): Promise<void> {
    const inherited = { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: new URL(this.url).port };
    this.isEnded = false;
    const args = ['--import', SHIFTED_CLOCK.href, this.script];
    const env = { ...inherited, ...this.env };
    const started = startProcess(process.execPath, args, { env, hasChannel: true });
    this.started = started;
    if (this.logFile !== undefined) keepLog(started, this.logFile);
    started.child.once('exit', (code, signal) => {
      if (this.isEnded) return;
      this.exits += 1;
      process.stderr.write(`${this.url} ended by itself with ${code ?? signal}. It printed:\n${this.log}\n`);
    });
    await started.waitForAnswer(this.url);
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.isEnded = true;
    await this.started?.stop(signal);
  }

  /** Sets its clock so far ahead of this machine's; behind it when negative. Timers stay as they are. */
  async stepClock(aheadMs: number): Promise<void> {
    if (this.started) await moveClock(this.started.child, aheadMs);
  }

  private get log(): string {
    const { stdout = '', stderr = '' } = this.started?.output ?? {};
    return (stdout + stderr).slice(-2000);
  }
}

const MINI_PROGRAM = {
  WECHAT_APP_ID: 'wx00000000000000aa',
  WECHAT_APP_SECRET: 'a0'.repeat(16),
};

/** WeChat's stand-in: the simulator of the repository. */
export function prepareSimulator(): Promise<Server> {
  const env = {
    ...MINI_PROGRAM,
    AUTHORITY_URL: 'http://127.0.0.1:1',
    BACKEND_URL: 'http://127.0.0.1:1',
    LOG_LEVEL: 'error',
  };
  return Server.prepare(SIMULATOR, env);
}

const LIMITS = ['IP', 'POOL', 'BACKEND', 'SIGN_IN', 'OPENID', 'AVATAR'];

/** Environment of every authority; limits count, and are never reached. */
export function buildAuthorityEnv(simulator: string, env: Record<string, string>): Record<string, string> {
  return {
    ...MINI_PROGRAM,
    ...Object.fromEntries(LIMITS.map((name) => [`RATE_LIMIT_${name}_PER_MINUTE`, '1000000'])),
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    PUBLIC_URL: 'https://authority.example',
    WECHAT_API_URL: simulator,
    LOG_LEVEL: 'warn',
    ...env,
  };
}

/** Runs a command of the authority. @returns what it prints */
export async function runAuthority(env: Record<string, string>, command: string): Promise<string> {
  const args = [findMain(AUTHORITY_HOME), command];
  const started = startProcess(process.execPath, args, { env: { PATH: process.env.PATH, ...env } });
  const code = await started.waitForExit();
  if (code !== 0) throw new Error(`authority-server ${command} ended with ${code}: ${started.output.stderr}`);
  return started.output.stdout.trim();
}

/** A process and all that it started, found under `/proc`. */
export function listProcessTree(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), readParent(name)] as const);
  const tree = [pid];
  for (const parent of tree) for (const [child, of] of parents) if (of === parent) tree.push(child);
  return tree;
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html field 4 */
function readParent(pid: string): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0; // it has just ended
  }
}

/** Sends a signal to a process and all that it started. */
export function signalTree(pid: number, signal: NodeJS.Signals): void {
  for (const each of listProcessTree(pid)) {
    try {
      process.kill(each, signal);
    } catch {
      // it has just ended
    }
  }
}
