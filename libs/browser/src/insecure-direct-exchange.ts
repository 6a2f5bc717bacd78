import { parseExchangeResponse, type User } from '@app2wxapp/core';
import { judge, postJson, type RequestLimits } from './http.js';
import { buildPoolUrl, insecureExchangeTicket, type DirectPool } from './insecure-exchange-ticket.js';
import type { LoginClaim, TicketExchange } from './ticket-exchange.port.js';

/**
 * Creates the exchange of a login by {@link insecureExchangeTicket}, with claims of lost results. Its security limits
 * apply here too.
 *
 * @throws {App2WxappError} `invalid_options` at once
 */
export function createInsecureDirectExchange(
  options: DirectPool & Pick<RequestLimits, 'fetch'>,
): TicketExchange<User> {
  const claimUrl = buildPoolUrl('claim', options);
  return {
    exchangeTicket: (credential, limits) => insecureExchangeTicket({ ...options, ...limits, ...credential }),
    claimLogin: async (claim: LoginClaim, limits) =>
      judge(await postJson(claimUrl, claim, { ...limits, fetch: options.fetch }), parseExchangeResponse),
  };
}
