import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long to wait, in milliseconds, where nothing else is asked for. Generous: a busy machine is slow, not broken. */
const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 10_000;
const POLL_MS = 20;
const SHOWN_CHARACTERS = 4000;

/** A child process, what it printed so far, and waits that all end: by a deadline, with the reason. */
export interface StartedProcess {
  readonly child: ChildProcess;
  readonly output: { readonly stdout: string; readonly stderr: string };
  /**
   * Waits until the process has ended and its output is complete.
   *
   * @param deadlineMs in milliseconds, a minute unless given; then the process is killed
   * @returns the exit code; `null` when a signal ended it
   * @throws {Error} when the process cannot be started, or still runs then
   */
  waitForExit(deadlineMs?: number): Promise<number | null>;
  /**
   * Waits until the output, standard output first, matches.
   *
   * @param deadlineMs in milliseconds, a minute unless given; then the process is killed
   * @throws {Error} when the process ends before, cannot be started, or prints no match until then
   */
  waitForOutput(pattern: RegExp, deadlineMs?: number): Promise<RegExpExecArray>;
  /** Waits until the address answers HTTP, whatever the status; else throws as {@link waitForOutput}. */
  waitForAnswer(url: string): Promise<void>;
  /** Ends the process by a signal, after ten seconds by SIGKILL, and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

type Find<T> = () => T | undefined | Promise<T | undefined>;

/** Processes that run, and end with this one. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Options of a process to start. */
export type ProcessOptions = Omit<SpawnOptions, 'stdio'> & {
  /** Whether it is sent messages (`child.send`). @default false */
  readonly hasChannel?: boolean;
};

/** Starts a process whose output is kept. It ends with the process that started it. */
export function startProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): StartedProcess {
  const child = spawnProcess(command, args, options);
  const output = keepOutput(child);
  running.add(child);
  const { exit, findEnding } = watchExit(child, command);
  // A caller may wait for something else, and learns of a failed start there.
  exit.catch(() => undefined).finally(() => running.delete(child));

  const waitFor = async <T>(what: string, find: Find<T>, deadlineMs = START_DEADLINE_MS): Promise<T> => {
    const deadline = Date.now() + deadlineMs;
    for (;;) {
      const found = await find();
      if (found !== undefined) return found;
      const isLate = Date.now() > deadline;
      if (isLate) child.kill('SIGKILL');
      const ending = findEnding();
      if (isLate || ending !== undefined) {
        const reason = ending ?? `did not within ${deadlineMs / 1000} s, and was killed`;
        throw new Error(`${basename(command)} should ${what}, but ${reason}. ${quote(output)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };

  return {
    child,
    output,
    waitForExit: (deadlineMs = START_DEADLINE_MS) =>
      withDeadline(exit, deadlineMs, () => {
        child.kill('SIGKILL');
        const reason = `still ran after ${deadlineMs / 1000} s, and was killed`;
        return new Error(`${basename(command)} ${reason}. ${quote(output)}`);
      }),
    waitForOutput: (pattern, deadlineMs) => {
      const find = () => pattern.exec(output.stdout) ?? pattern.exec(output.stderr) ?? undefined;
      return waitFor(`print ${pattern}`, find, deadlineMs);
    },
    waitForAnswer: async (url) => void (await waitFor(`answer at ${url}`, () => answers(url))),
    stop: async (signal = 'SIGTERM') => {
      if (findEnding() !== undefined) return;
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
      await exit.catch(() => undefined);
      clearTimeout(timer);
    },
  };
}

function spawnProcess(
  command: string,
  args: readonly string[],
  { hasChannel = false, ...options }: ProcessOptions,
): ChildProcess {
  const pipes = ['ignore', 'pipe', 'pipe'] as const;
  const stdio = hasChannel ? [...pipes, 'ipc' as const] : [...pipes];
  return spawn(command, args, { windowsHide: true, ...options, stdio });
}

/** Waits no longer than the deadline, and then throws what `createError` returns. */
async function withDeadline<T>(
  pending: Promise<T>,
  deadlineMs: number,
  createError: () => Error,
): Promise<T> {
  const met = new AbortController();
  const expired = sleep(deadlineMs, undefined, { signal: met.signal }).then(() => {
    throw createError();
  });
  expired.catch(() => undefined); // the other one was first
  return Promise.race([pending, expired]).finally(() => met.abort());
}

function keepOutput(child: ChildProcess): StartedProcess['output'] {
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  }
  return output;
}

/** `findEnding` returns how the process ended, `undefined` while it runs. */
function watchExit(child: ChildProcess, command: string) {
  let ending: string | undefined;
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) => {
      ending = `could not be started (${cause.message})`;
      reject(new Error(`${command} ${ending}.`, { cause }));
    });
    child.once('close', (code, signal) => {
      ending ??= `ended with ${code ?? signal}`;
      resolve(code);
    });
  });
  return { exit, findEnding: () => ending };
}

function quote({ stdout, stderr }: StartedProcess['output']): string {
  return `It printed:\n${(stdout + stderr).slice(-SHOWN_CHARACTERS)}`;
}

async function answers(url: string): Promise<true | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return true;
  } catch {
    return undefined;
  }
}
