import { createBackendExchange, type TicketExchange } from '@app2wxapp/browser';
import { App2WxappError, isApp2WxappError, parseAnswer } from '@app2wxapp/core';
import type { Fetch } from '../fetch-in-time.js';
import { readAccount, type Account } from './account.js';

/** Server that the app logs in at: its own backend, or in direct mode the authority. */
export interface Accounts extends TicketExchange<Account> {
  /** Origin of the server. */
  readonly server: string;
  /**
   * Reads the account of the token from the server again. An expired token is refreshed, where the account has a
   * refresh token. Absent in direct mode: the app keeps the user of the login.
   *
   * @throws {App2WxappError} `token_expired`, `invalid_token` or `invalid_ticket` when the session was revoked;
   *   `network_error`
   */
  visit?(account: Account): Promise<Account>;
  /** Revokes the session of a token. @throws {App2WxappError} with the server's code, or `network_error` */
  logOut(token: string): Promise<void>;
  /**
   * Deletes the account of a token. Absent in direct mode, where it would require the pool's secret.
   *
   * @throws {App2WxappError} with the server's code, or `network_error`
   */
  deleteAccount?(token: string): Promise<void>;
}

/** Codes of a backend for a token; the authority's exchange has neither. */
const TOKEN_CODES = ['token_expired', 'invalid_token'] as const;

/**
 * Limits without a deadline: the page's own ends a request, while this one would also count the time that the request
 * is held.
 */
export const UNLIMITED = { timeoutMs: 24 * 3600 * 1000 };

/** Creates the accounts at the app's own backend, which has the pool's secret. */
export function createBackendAccounts(backend: string, send: Fetch): Accounts {
  const exchange = createBackendExchange({ backend, fetch: send });
  return {
    server: backend,
    exchangeTicket: async (credential, limits) =>
      meet(await exchange.exchangeTicket(credential, { ...limits, ...UNLIMITED }), backend, send),
    visit: (account) => visit(account, backend, send),
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

/** Requires a successful response. @throws {App2WxappError} with the code of the response, or `network_error` */
export async function requireSuccess(request: Promise<Response>): Promise<string> {
  const { response, answer } = await readAnswer(request).catch((cause: unknown) => {
    throw new App2WxappError('network_error', 'The server was not reached.', { cause });
  });
  if (response.ok) return answer;
  const code = TOKEN_CODES.find((one) => one === readCode(answer));
  if (code !== undefined) throw new App2WxappError(code, 'The token is not valid. Log in again.');
  parseAnswer(answer, response.status);
  return answer;
}

function readCode(answer: string): unknown {
  try {
    return (JSON.parse(answer) as { readonly error?: unknown }).error;
  } catch {
    return undefined;
  }
}

async function readAnswer(request: Promise<Response>) {
  const response = await request;
  return { response, answer: await response.text() };
}

type Tokens = Pick<Account, 'token' | 'refreshToken'>;

async function visit(account: Tokens, backend: string, send: Fetch): Promise<Account> {
  try {
    return await meet(account, backend, send);
  } catch (error) {
    const { refreshToken } = account;
    if (refreshToken === undefined || !isApp2WxappError(error, 'token_expired')) throw error;
    return meet(await refresh(refreshToken, backend, send), backend, send);
  }
}

async function refresh(refreshToken: string, backend: string, send: Fetch): Promise<Tokens> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ refreshToken });
  const answer = await requireSuccess(send(`${backend}/auth/refresh`, { method: 'POST', headers, body }));
  return JSON.parse(answer) as Tokens;
}

async function meet({ token, refreshToken }: Tokens, backend: string, send: Fetch): Promise<Account> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await requireSuccess(send(`${backend}/me`, { headers }));
  return readAccount(JSON.parse(answer), { token, refreshToken, source: 'backend', answer });
}
