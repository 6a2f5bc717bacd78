import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@app2wxapp/test-environment/servers';

/** A server in a process of its own. */
export interface StartedServer {
  readonly url: string;
  /** Processor time that it has used, in seconds; `undefined` where there is no `/proc`. */
  readCpuSeconds(): number | undefined;
  stop(): Promise<void>;
}

/** Starts a script on a free port, handed over as `PORT`, and waits until it answers anything. */
export async function startServer(
  script: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<StartedServer> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port), ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}`);
    if (await answers(url)) break;
    await sleep(50);
  }
  return {
    url,
    readCpuSeconds: () => readCpuSeconds(child.pid ?? 0),
    async stop() {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html fields 14 and 15, in hundredths of a second */
function readCpuSeconds(pid: number): number | undefined {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}
