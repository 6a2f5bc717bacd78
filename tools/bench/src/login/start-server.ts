import { existsSync, readFileSync } from 'node:fs';
import { findFreePort, startProcess } from '@app2wxapp/test-environment/servers';
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

const PRELOAD = new URL('./profile-on-signal.js', import.meta.url).href;

/**
 * Starts a script on a free port, passed as `PORT`, and waits until it responds. It ends with this process.
 *
 * @param isMeasured runs on the core of its own; others run beside
 * @throws {Error} when it ends, or does not respond within a minute; with what it printed
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
  const server = startProcess(command, parameters, {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port), ...env(url) },
  });
  await server.waitForAnswer(url);
  const pid = server.child.pid ?? 0;
  return {
    url,
    readCpuSeconds: () => readCpuSeconds(pid),
    readMegabytes: () => Number(/^VmRSS:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1] ?? NaN) / 1024,
    toggleProfile: () => void process.kill(pid, 'SIGUSR2'),
    stop: () => server.stop(),
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
