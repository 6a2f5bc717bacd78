import type { StandInAuthority } from '@app2wxapp/client/testing';
import { createApp } from '../src/boot/create-app.js';
import { parseSettings } from '../src/boot/settings.js';

/** A backend that listens on a free port. */
export interface RunningBackend {
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
    LOG_LEVEL: 'silent',
    APP2WXAPP_AUTHORITY: authority,
    APP2WXAPP_USER_POOL_ID: userPoolId,
    APP2WXAPP_SECRET: secret,
  };
}

export async function startBackend(
  standIn: StandInAuthority,
  more: Record<string, string> = {},
): Promise<RunningBackend> {
  const app = await createApp(parseSettings({ ...environmentOf(standIn), ...more }));
  await app.listen(0, '127.0.0.1');
  const origin = await app.getUrl();
  return {
    close: () => app.close(),
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

export function bearer(token: unknown): RequestInit {
  return { headers: { authorization: `Bearer ${String(token)}` } };
}
