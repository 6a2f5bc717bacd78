import { parseExchangeResponse, type User } from '@app2wxapp/core';
import { judge, postJson, type RequestLimits } from './http.js';
import { buildPoolUrl, insecureExchangeTicket, type DirectPool } from './insecure-exchange-ticket.js';
import type { LoginClaim, TicketExchange } from './ticket-exchange.port.js';

/**
 * Makes {@link insecureExchangeTicket} the exchange of a login, together with the recovery of a lost answer. Everything
 * that is said there of what it gives up is true here.
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
