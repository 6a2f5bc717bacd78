import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SHIFTED_CLOCK } from './move-clocks.js';

/** One of the processes of the demo. */
export interface Service {
  readonly name: string;
  /** Origin, e.g. `http://localhost:4000`. */
  readonly origin: string;
  /** Settles when the process has ended, with its exit code; `undefined` after a signal. */
  readonly exited: Promise<number | undefined>;
  readonly child: ChildProcess;
  /** Ends the process, after at most ten seconds, and waits for it. */
  stop(): Promise<void>;
}

/** The program to run, and its name. */
export interface ServiceOptions {
  /** Prefix of each line of output. */
  readonly name: string;
  readonly origin: string;
  /** Folder of the app; its `dist/main.js` is run there. */
  readonly directory: string;
  /** Whether its clock can be moved, or it is the one that asks for that. */
  readonly clock: 'shifted-clock' | 'time-machine';
  /** The whole environment of the process. */
  readonly env: NodeJS.ProcessEnv;
  /** Receives each line that the process prints, on either stream. */
  readonly onLine: (line: string) => void;
}

const STOP_TIMEOUT_MS = 10_000;
const READY_TIMEOUT_MS = 120_000;
/** What Node loads before the app's own code. */
const PRELOADS = {
  lifeline: new URL('../dist/lifeline.js', import.meta.url),
  'shifted-clock': SHIFTED_CLOCK,
  'time-machine': new URL('../dist/time-machine.js', import.meta.url),
};

/**
 * Starts an app as a process of its own that cannot outlive this one. It does not wait until it is ready: see
 * {@link waitUntilReady}.
 */
export function startService({ name, origin, directory, clock, env, onLine }: ServiceOptions): Service {
  const preloads = [PRELOADS.lifeline, PRELOADS[clock]].flatMap(({ href }) => ['--import', href]);
  const child = spawn(process.execPath, [...preloads, 'dist/main.js'], {
    cwd: directory,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    windowsHide: true,
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => onLine(`[${name}] ${line}`));
  }
  const exited = new Promise<number | undefined>((resolve) => {
    child.once('exit', (code) => resolve(code ?? undefined));
    child.once('error', (error) => {
      onLine(`[${name}] could not be started: ${error.message}`);
      resolve(1);
    });
  });
  return { name, origin, exited, child, stop: () => stopChild(child) };
}

/**
 * Waits until the service answers `GET /health/ready` with 200.
 *
 * @throws {Error} when it ended before, does not within two minutes, or the signal was given
 */
export async function waitUntilReady(service: Service, signal?: AbortSignal): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  let ended = false;
  void service.exited.then(() => (ended = true));
  while (Date.now() < deadline) {
    signal?.throwIfAborted();
    if (ended) throw new Error(`The ${service.name} stopped before it was ready. Its own output is above.`);
    if (await isReady(service.origin)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The ${service.name} did not get ready within ${READY_TIMEOUT_MS / 1000} s.`);
}

/** Returns whether a server at this origin reports that it is ready. */
export async function isReady(origin: string): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** Folder of one of the repository's apps. */
export function appDirectory(app: string): string {
  return fileURLToPath(new URL(`../../../apps/${app}/`, import.meta.url));
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = once(child, 'exit');
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await exit;
  clearTimeout(timer);
}
