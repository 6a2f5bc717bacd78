import type { User } from '@app2wxapp/core';
import type { RunningDemo } from './running-demo.js';

/** An answer as it came: status, headers, body. */
export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** Sends one request and reads its JSON answer, whatever its status. */
export async function request<T = Record<string, unknown>>(
  url: string,
  {
    body,
    headers,
    method = 'POST',
  }: { body?: unknown; headers?: Record<string, string>; method?: string } = {},
): Promise<Answer<T>> {
  const response = await fetch(url, {
    method,
    headers: body === undefined ? { ...headers } : { 'content-type': 'application/json', ...headers },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? {} : JSON.parse(text)) as T,
  };
}

/** Takes a login code from the simulator and a ticket for it from the authority, as the mini program does. */
export async function takeTicket(demo: RunningDemo, userPoolId: string, openid?: string): Promise<string> {
  const { body: code } = await request(`${demo.simulator}/__simulator/login-codes`, { body: { openid } });
  const { status, body } = await request(`${demo.authority}/oauth/app2wxapp/tickets/${userPoolId}`, {
    body: { loginCode: code.code, useSelfWxapp: false, scene: 1069 },
  });
  if (status !== 201) throw new Error(`No ticket: ${status} ${JSON.stringify(body)}`);
  return body.ticket as string;
}

/** Exchanges a ticket at the authority. */
export function exchange(
  demo: RunningDemo,
  userPoolId: string,
  body: unknown,
): Promise<Answer<User & { code?: number; error?: string }>> {
  return request(`${demo.authority}/oauth/app2wxapp/auth/${userPoolId}`, { body });
}
