import { insecureExchangeTicket } from '@app2wxapp/browser';
import { readAccount, type AccountAccess } from './account-access.js';

/** Exchanges the ticket in the app itself, for a pool that allows it. No backend takes part. */
export function createDirectAccess(
  pool: { readonly authority: string; readonly userPoolId: string },
  send: typeof fetch,
): AccountAccess {
  return {
    async enter(ticket, codeVerifier) {
      const user = await insecureExchangeTicket({ ...pool, ticket, codeVerifier, fetch: send });
      const { token, ...shown } = user;
      return readAccount(user, token, JSON.stringify(shown));
    },
  };
}
