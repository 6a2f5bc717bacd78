import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startProcess } from '@app2wxapp/test-environment/servers';
import { pinBeside } from './cores.js';

/** Load for one server. */
export interface Load {
  /** Origin of the server. */
  readonly url: string;
  /** File of requests, as `requests.lua` reads them. */
  readonly requests: string;
  /** Content type of the bodies. @default 'application/json' */
  readonly bodyType?: string;
}

/** Figures of wrk. */
export interface Result {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const SCRIPT = fileURLToPath(new URL('../../src/login/requests.lua', import.meta.url));

/** Requires wrk, before anything else takes minutes. @throws {Error} when it is missing, with the way to install it */
export function requireWrk(): void {
  // It prints its version, and exits with 1.
  if (spawnSync('wrk', ['--version'], { timeout: 10_000 }).error === undefined) return;
  throw new Error('wrk is missing. Install it (Debian: apt-get install wrk; macOS: brew install wrk).');
}

/**
 * Runs wrk: one thread, with the given number of connections, from the request after `skip` on.
 *
 * @throws {Error} when it fails, or any response was no 2xx: the figures would be worthless
 */
export async function runWrk(
  { url, requests, bodyType }: Load,
  options: { readonly seconds: number; readonly connections: number; readonly skip: number },
): Promise<Result> {
  const { seconds, connections, skip } = options;
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s', '-s', SCRIPT, url];
  const env = { PATH: process.env.PATH, REQUESTS: requests, SKIP: String(skip), BODY_TYPE: bodyType };
  const wrk = startProcess(...pinBeside('wrk', args), { env });
  const [, text] = await wrk.waitForOutput(/^RESULT (.*)$/m, (seconds + 60) * 1000);
  await wrk.waitForExit();
  const { failed, ...result } = JSON.parse(text ?? '') as Result & { failed: number };
  if (failed !== 0) throw new Error(`${failed} requests of ${requests} were not answered with 2xx.`);
  return result;
}
