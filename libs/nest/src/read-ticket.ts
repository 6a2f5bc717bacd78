import { App2WxappError, parseTicket, type Ticket } from '@app2wxapp/core';
import type { AuthenticatedRequest } from './authenticated-request.js';
import type { TicketFields, TicketSource } from './module-options.js';

/** Credentials that an app sends to log in. */
export interface TicketCredentials {
  /** Ticket to be exchanged. A credential: never log it. */
  readonly ticket: Ticket;
  /** Code verifier of a bound launch (RFC 7636). */
  readonly codeVerifier?: string;
}

/**
 * Reads ticket and verifier from a request. Only the authority can check whether they are valid.
 *
 * @throws {App2WxappError} `invalid_request`
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.1
 */
export async function readTicket(
  request: AuthenticatedRequest,
  source: TicketSource,
): Promise<TicketCredentials> {
  // A function of the app may return nothing, for example without a query.
  const { ticket, codeVerifier } = Object(await findFields(request, source)) as TicketFields;
  if (codeVerifier === undefined || codeVerifier === null) return { ticket: parseTicket(ticket) };
  if (typeof codeVerifier === 'string' && /^[\w.~-]{43,128}$/.test(codeVerifier)) {
    return { ticket: parseTicket(ticket), codeVerifier };
  }
  throw new App2WxappError(
    'invalid_request',
    'codeVerifier must be 43–128 unreserved characters (RFC 7636).',
  );
}

function findFields(
  request: AuthenticatedRequest,
  source: TicketSource,
): TicketFields | Promise<TicketFields> {
  if (source === 'body') return request.body as TicketFields;
  if (typeof source === 'function') return source(request);
  const read = (name: string) => request.headers[name.toLowerCase()];
  const { header, verifierHeader } = source;
  return {
    ticket: read(header),
    ...(verifierHeader !== undefined && { codeVerifier: read(verifierHeader) }),
  };
}
