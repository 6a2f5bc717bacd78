import { App2WxappError, parseAnswer, type Ticket } from '@app2wxapp/core';

/** Who is logged in, and what the backend says to the token. */
export interface Account {
  readonly id: string;
  readonly nickname: string;
  readonly photo: string;
  readonly phone: string | null;
  readonly token: string;
  /** What the last server answered, as it came: the backend to `GET /me`, or in direct mode the authority. */
  readonly answer: string;
}

/** The way from a ticket to a user: through the app's backend, or straight from the authority. */
export interface AccountAccess {
  /** @throws {App2WxappError} */
  enter(ticket: Ticket, codeVerifier?: string): Promise<Account>;
}

/** Reads what a server answered, whatever it is a user of. */
export function readAccount(user: unknown, token: string, answer: string): Account {
  const fields = (user ?? {}) as Record<string, unknown>;
  const read = (key: string) => (typeof fields[key] === 'string' ? fields[key] : '');
  return {
    id: read('_id') || read('id'),
    nickname: read('nickname'),
    photo: read('photo'),
    phone: read('phone') || null,
    token,
    answer,
  };
}

/** Sends a request and reads its answer. @throws {App2WxappError} the server's own code, or `network_error` */
export async function askServer(
  send: typeof fetch,
  url: string,
  init: RequestInit,
): Promise<{ readonly text: string; readonly value: unknown }> {
  const response = await send(url, init).catch((cause: unknown) => {
    throw new App2WxappError('network_error', 'The server was not reached.', { cause });
  });
  const text = await response.text();
  return { text, value: parseAnswer(text, response.status) };
}
