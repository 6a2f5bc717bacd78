import { createBackendExchange, type BackendSession, type TicketExchange } from '@app2wxapp/browser';
import { App2WxappError, parseAnswer } from '@app2wxapp/core';
import type { Fetch } from '../fetch-in-time.js';
import { readAccount, type Account } from './account.js';

/** The server that the app logs in at: its own backend, or in direct mode the authority. */
export interface Accounts extends TicketExchange<Account> {
  /** The server's origin. */
  readonly server: string;
  /** Revokes the session of a token. @throws {App2WxappError} with the server's code, or `network_error` */
  logOut(token: string): Promise<void>;
  /**
   * Deletes the account of a token. Absent in direct mode: it takes the pool's secret.
   *
   * @throws {App2WxappError} with the server's code, or `network_error`
   */
  deleteAccount?(token: string): Promise<void>;
}

/** Logs in by the app's own backend, which has the pool's secret, and asks it who the token belongs to. */
export function createBackendAccounts(backend: string, send: Fetch): Accounts {
  const exchange = createBackendExchange({ backend, fetch: send });
  return {
    server: backend,
    exchangeTicket: async (credential, limits) =>
      meet(await exchange.exchangeTicket(credential, limits), backend, send),
    logOut: async (token) => {
      const headers = { authorization: `Bearer ${token}` };
      await requireSuccess(send(`${backend}/auth/logout`, { method: 'POST', headers }));
    },
    deleteAccount: async (token) => {
      const headers = { authorization: `Bearer ${token}` };
      await requireSuccess(send(`${backend}/me`, { method: 'DELETE', headers }));
    },
  };
}

/** @throws {App2WxappError} with the code that the server answered, or `network_error` */
export async function requireSuccess(request: Promise<Response>): Promise<string> {
  const { response, answer } = await readAnswer(request).catch((cause: unknown) => {
    throw new App2WxappError('network_error', 'The server was not reached.', { cause });
  });
  if (!response.ok) parseAnswer(answer, response.status);
  return answer;
}

async function readAnswer(request: Promise<Response>) {
  const response = await request;
  return { response, answer: await response.text() };
}

async function meet({ user, token }: BackendSession, backend: string, send: Fetch): Promise<Account> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await requireSuccess(send(`${backend}/me`, { headers }));
  return readAccount(user, { token, source: 'backend', answer });
}
