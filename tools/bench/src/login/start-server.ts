import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@app2wxapp/test-environment/servers';
import { pinBeside, pinServer } from './cores.js';

/** Server in a process of its own. */
export interface StartedServer {
  readonly url: string;
  /** Returns its processor time so far, in seconds; `NaN` without `/proc`. */
  readCpuSeconds(): number;
  /** Returns its memory in use (RSS), in MB; `NaN` without `/proc`. */
  readMegabytes(): number;
  /** Starts a profile of the processor, or ends it and writes it to the file `PROFILE` of its environment. */
  toggleProfile(): void;
  stop(): Promise<void>;
}

const DEADLINE_MS = 60_000;
const PRELOAD = new URL('./profile-on-signal.js', import.meta.url).href;

/**
 * Starts a script on a free port, passed as `PORT`, and waits until it responds.
 *
 * @param isMeasured runs on the core of its own; others run beside
 * @throws {Error} when it ends, or does not respond within a minute
 */
export async function startServer(
  script: string,
  options: {
    readonly env?: (url: string) => Record<string, string>;
    readonly args?: readonly string[];
    readonly isMeasured?: boolean;
  } = {},
): Promise<StartedServer> {
  const { env = () => ({}), args = [], isMeasured = true } = options;
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const pin = isMeasured ? pinServer : pinBeside;
  const [command, parameters] = pin(process.execPath, ['--import', PRELOAD, script, ...args]);
  const child = spawn(command, parameters, {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port), ...env(url) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const pid = child.pid ?? 0;
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`${script} ${args.join(' ')} ended with ${child.exitCode}`);
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${script} ${args.join(' ')} did not answer within a minute`);
    }
    await sleep(50);
  }
  return {
    url,
    readCpuSeconds: () => readCpuSeconds(pid),
    readMegabytes: () => Number(/^VmRSS:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1] ?? NaN) / 1024,
    toggleProfile: () => void process.kill(pid, 'SIGUSR2'),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

/**
 * Reads the processor time of a process. @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html fields 14
 * and 15, in hundredths of a second
 */
function readCpuSeconds(pid: number): number {
  const text = readProc(pid, 'stat');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? NaN) + Number(fields[12] ?? NaN)) / 100;
}

function readProc(pid: number, name: string): string {
  const file = `/proc/${pid}/${name}`;
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}
