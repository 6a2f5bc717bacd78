import { createBackendExchange, type BackendSession, type TicketExchange } from '@app2wxapp/browser';
import { App2WxappError, parseAnswer } from '@app2wxapp/core';
import { readAccount, type Account } from './account.js';

/** Logs in by the app's own backend, which has the pool's secret, and asks it who the token belongs to. */
export function createAccountExchange(backend: string, send: typeof fetch): TicketExchange<Account> {
  const exchange = createBackendExchange({ backend, fetch: send });
  return {
    exchangeTicket: async (credential, limits) =>
      meet(await exchange.exchangeTicket(credential, limits), backend, send),
  };
}

async function meet({ user, token }: BackendSession, backend: string, send: typeof fetch): Promise<Account> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await send(`${backend}/me`, { headers }).catch((cause: unknown) => {
    throw new App2WxappError('network_error', 'The backend was not reached.', { cause });
  });
  const answer = await response.text();
  parseAnswer(answer, response.status);
  return readAccount(user, { token, source: 'backend', answer });
}
