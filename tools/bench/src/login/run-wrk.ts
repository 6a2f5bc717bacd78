import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
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
const run = promisify(execFile);

/**
 * Runs wrk: one thread, with the given number of connections, from the request after `skip` on.
 *
 * @throws {Error} when wrk is missing, or any response was no 2xx: the figures would be worthless
 */
export async function runWrk(
  { url, requests, bodyType }: Load,
  options: { readonly seconds: number; readonly connections: number; readonly skip: number },
): Promise<Result> {
  const { seconds, connections, skip } = options;
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s', '-s', SCRIPT, url];
  const env = { PATH: process.env.PATH, REQUESTS: requests, SKIP: String(skip), BODY_TYPE: bodyType };
  const { stdout } = await run(...pinBeside('wrk', args), { timeout: (seconds + 60) * 1000, env }).catch(
    (cause: unknown) => {
      throw new Error('wrk did not run. Install it (Debian: apt-get install wrk).', { cause });
    },
  );
  const match = /^RESULT (.*)$/m.exec(stdout);
  const { failed, ...result } = JSON.parse(match?.[1] ?? '{"failed":"all"}') as Result & { failed: number };
  if (failed !== 0) throw new Error(`${failed} requests of ${requests} were not answered with 2xx.`);
  return result;
}
