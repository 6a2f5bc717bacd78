import { fileURLToPath } from 'node:url';
import type { StandInAuthority } from '@app2wxapp/authority/testing';
import { startProcess } from '@app2wxapp/test-environment/servers';

const APP = fileURLToPath(new URL('..', import.meta.url));

/** The built backend as a process, and what it printed so far. */
export interface BackendProcess {
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** Waits until it has ended, a minute at most. */
  waitForExit(): Promise<{ code: unknown; stdout: string; stderr: string }>;
  /** Where it listens; an error when it ends before. */
  address(): Promise<string>;
  kill(signal?: NodeJS.Signals): void;
}

/** A backend that listens on a free port. */
export interface RunningBackend {
  readonly origin: string;
  readonly ask: (path: string, init?: RequestInit) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export function environmentOf({ authority, userPoolId, secret }: StandInAuthority): Record<string, string> {
  return {
    PORT: '0',
    LOG_LEVEL: 'info',
    DATA_DIR: 'memory://',
    APP2WXAPP_AUTHORITY: authority,
    APP2WXAPP_USER_POOL_ID: userPoolId,
    APP2WXAPP_SECRET: secret,
  };
}

export function spawnBackend(env: Record<string, string>): BackendProcess {
  const { child, output, waitForExit, waitForOutput } = startProcess(process.execPath, ['dist/main.js'], {
    cwd: APP,
    env: { ...process.env, ...env },
  });
  return {
    output,
    waitForExit: async () => ({ code: await waitForExit(), ...output }),
    address: async () => (await waitForOutput(/listening at (http:\/\/127\.0\.0\.1:\d+)/))[1] ?? '',
    kill: (signal) => void child.kill(signal),
  };
}

export async function startBackend(
  standIn: StandInAuthority,
  more: Record<string, string> = {},
): Promise<RunningBackend> {
  const backend = spawnBackend({ ...environmentOf(standIn), ...more });
  const origin = await backend.address();
  return {
    origin,
    close: async () => {
      backend.kill();
      await backend.waitForExit();
    },
    ask: async (path, init) => {
      const response = await fetch(`${origin}${path}`, init);
      const text = await response.text();
      const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
      return { status: response.status, headers: response.headers, body };
    },
  };
}

export function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

export function bearer(token: unknown, init: RequestInit = {}): RequestInit {
  return { ...init, headers: { ...init.headers, authorization: `Bearer ${String(token)}` } };
}
