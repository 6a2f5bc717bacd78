import { createInsecureDirectExchange, type TicketExchange } from '@app2wxapp/browser';
import type { User } from '@app2wxapp/core';
import { readAccount, type Account } from './account.js';

/** Exchanges the ticket in the app itself. Works for a pool that allows it; no backend takes part. */
export function createDirectAccountExchange(
  pool: { readonly authority: string; readonly userPoolId: string },
  send: typeof fetch,
): TicketExchange<Account> {
  const exchange = createInsecureDirectExchange({ ...pool, fetch: send });
  const claimLogin = exchange.claimLogin?.bind(exchange);
  return {
    exchangeTicket: async (credential, limits) => read(await exchange.exchangeTicket(credential, limits)),
    ...(claimLogin && { claimLogin: async (claim, limits) => read(await claimLogin(claim, limits)) }),
  };
}

function read({ token, ...shown }: User): Account {
  return readAccount(shown, { token, source: 'authority', answer: JSON.stringify(shown) });
}
