import { askServer, readAccount, type AccountAccess } from './account-access.js';

/** Gives the ticket to the app's own backend, which has the pool's secret. */
export function createBackendAccess(backend: string, send: typeof fetch): AccountAccess {
  return {
    async enter(ticket, codeVerifier) {
      const { value } = await askServer(send, `${backend}/auth/wechat`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ticket, codeVerifier }),
      });
      const { user, token } = (value ?? {}) as { user?: unknown; token?: string };
      const { text } = await askMe(backend, send, String(token));
      return readAccount(user, String(token), text);
    },
  };
}

/** Asks the backend who the token belongs to. @throws {App2WxappError} */
export function askMe(backend: string, send: typeof fetch, token: string): ReturnType<typeof askServer> {
  return askServer(send, `${backend}/me`, { headers: { authorization: `Bearer ${token}` } });
}
