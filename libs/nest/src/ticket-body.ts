import { App2WxappError, parseTicket, type Ticket } from '@app2wxapp/core';

/** What an app sends to log in. */
export interface TicketBody {
  readonly ticket: Ticket;
  /** Of a bound launch only. */
  readonly codeVerifier?: string;
}

/**
 * Reads `{ ticket, codeVerifier? }` from a request's parsed body. Other members are ignored.
 *
 * @throws {App2WxappError} `invalid_request`
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.1
 */
export function parseTicketBody(body: unknown): TicketBody {
  const { ticket, codeVerifier } = (body ?? {}) as Record<string, unknown>;
  if (codeVerifier === undefined || codeVerifier === null) return { ticket: parseTicket(ticket) };
  if (typeof codeVerifier === 'string' && /^[\w.~-]{43,128}$/.test(codeVerifier)) {
    return { ticket: parseTicket(ticket), codeVerifier };
  }
  throw new App2WxappError(
    'invalid_request',
    'codeVerifier must be 43–128 unreserved characters (RFC 7636).',
  );
}
