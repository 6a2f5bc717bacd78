import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What is sent to one server: each body once. */
export interface Load {
  readonly url: string;
  /** File with a body on each line; more than will be sent. */
  readonly bodies: string;
  readonly bodyType?: string;
  readonly authorization?: string;
}

/** What wrk saw. */
export interface Result {
  readonly requests: number;
  readonly seconds: number;
  /** Answers other than 200: anything but 0 makes the rest worthless. */
  readonly notOk: number;
  readonly socketErrors: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const SCRIPT = fileURLToPath(new URL('../../src/redeem/redeem.lua', import.meta.url));

/** Runs wrk: one thread, as many connections as told, from the body after `skip` on. */
export function runWrk(
  load: Load,
  options: { readonly seconds: number; readonly connections: number; readonly skip: number },
): Result {
  const { url, bodies, bodyType, authorization } = load;
  const args = ['-t1', `-c${options.connections}`, `-d${options.seconds}s`, '-s', SCRIPT, url];
  const { stdout, stderr, error } = spawnSync('wrk', args, {
    encoding: 'utf8',
    timeout: (options.seconds + 60) * 1000,
    env: {
      PATH: process.env.PATH,
      BODIES: bodies,
      SKIP: String(options.skip),
      ...(bodyType !== undefined && { BODY_TYPE: bodyType }),
      ...(authorization !== undefined && { AUTHORIZATION: authorization }),
    },
  });
  const match = /^RESULT (.*)$/m.exec(stdout ?? '');
  if (match?.[1] !== undefined) return JSON.parse(match[1]) as Result;
  throw new Error(`wrk did not run: ${error?.message ?? stderr}. Install it (Debian: apt-get install wrk).`);
}
