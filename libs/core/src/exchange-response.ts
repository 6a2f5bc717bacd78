import { App2WxappError } from './app2wxapp-error.js';
import { asFields } from './fields.js';
import { malformedResponse, parseJson } from './response-body.js';
import { findServerErrorCode, STATUS_ERRORS } from './server-errors.js';
import { parseUser, type User } from './user.js';

/**
 * Parses the response to a ticket exchange, of any server: the bare user, `{code, message, data}` with the user in
 * `data`, or the same with `data` as a JSON string. The user's token is **not** verified here.
 *
 * @param body the body, as text or already parsed
 * @param status the HTTP status, 200–599; Authing's servers answer failures with 200 too: `code` decides
 * @throws {App2WxappError} the server's own code (see `SERVER_ERRORS`) or `internal` for a failure without a known
 *   reason, both with `status`; `malformed_response` for any other body
 * @example
 * const user = parseExchangeResponse(await response.text(), response.status);
 */
export function parseExchangeResponse(body: unknown, status = 200): User {
  const value = parseAnswer(body, status);
  const envelope = asFields(value);
  // A user has no `code`; an envelope has.
  const user = 'code' in envelope ? envelope.data : value;
  return parseUser(typeof user === 'string' ? parseJson(user) : user);
}

/**
 * Parses the response of any endpoint of an authority and throws if it reports a failure, by its HTTP status or, as
 * Authing's servers do, by a `code` other than 200 in a body with status 200.
 *
 * @param body the body, as text or already parsed
 * @param status the HTTP status
 * @returns the parsed body, its shape not yet checked
 * @throws {App2WxappError} the server's own code; `rate_limited` or `unavailable` for a proxy's 429, 502, 503 or 504;
 *   `internal`, or `malformed_response`; with `status`
 */
export function parseAnswer(body: unknown, status = 200): unknown {
  const value = typeof body === 'string' ? parseJson(body, { status }) : body;
  const { code, error } = asFields(value);
  const succeeded = status >= 200 && status < 300 && status !== 202;
  if (succeeded && (code === undefined || code === 200)) return value;
  const name =
    findServerErrorCode(error, code) || STATUS_ERRORS[status] || (code !== undefined && 'internal');
  if (!name) throw malformedResponse(`has no reason for HTTP ${status}`, { status });
  // The server's own message is left out: it may quote a ticket.
  throw new App2WxappError(name, `The authority refused: ${name}`, { status });
}
