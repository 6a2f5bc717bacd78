import { AdminCaller, type AdminAnswer } from '../admin-caller.js';
import type { RunningAuthority } from '../running-authority.js';

const CONSOLE = { 'x-app2wxapp-console': '1' };

/** Signs a browser in to the console. */
export async function signIn(server: RunningAuthority, token: string): Promise<AdminCaller> {
  const answer = await new AdminCaller(server, {}).send('POST', '/session', { token });
  return useCookie(server, answer);
}

/**
 * Sends requests as the console does, with the cookie of an answer.
 *
 * @param isBackground as those of a timer
 */
export function useCookie(server: RunningAuthority, answer: AdminAnswer, isBackground = false): AdminCaller {
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return new AdminCaller(server, {
    cookie,
    ...CONSOLE,
    ...(isBackground && { 'x-app2wxapp-background': '1' }),
  });
}
