import { createInsecureDirectExchange } from '@app2wxapp/browser';
import { App2WxappError, type User } from '@app2wxapp/core';
import type { Fetch } from '../fetch-in-time.js';
import { readAccount, type Account } from './account.js';
import { UNLIMITED, type Accounts } from './accounts.js';

/**
 * Creates the accounts of an app that exchanges the ticket itself, in a pool that allows it, without a backend.
 *
 * @throws {App2WxappError} each call: the authority's code, or `network_error`
 */
export function createDirectAccounts(
  pool: { readonly authority: string; readonly userPoolId: string },
  send: Fetch,
): Accounts {
  const exchange = createInsecureDirectExchange({ ...pool, fetch: send });
  const claimLogin = exchange.claimLogin?.bind(exchange);
  return {
    server: pool.authority,
    exchangeTicket: async (credential, limits) =>
      read(await exchange.exchangeTicket(credential, { ...limits, ...UNLIMITED })),
    ...(claimLogin && {
      claimLogin: async (claim, limits) => read(await claimLogin(claim, { ...limits, ...UNLIMITED })),
    }),
    logOut: async (token) => {
      const body = new URLSearchParams({ client_id: pool.userPoolId, token });
      // The authority lets no page read this response; an app could read it.
      await send(`${pool.authority}/oauth/revoke`, { method: 'POST', body, mode: 'no-cors' }).catch(
        (cause: unknown) => {
          throw new App2WxappError('network_error', 'The authority was not reached.', { cause });
        },
      );
    },
  };
}

function read({ token, ...shown }: User): Account {
  return readAccount(shown, { token, source: 'authority', answer: JSON.stringify(shown) });
}
