import { App2WxappError } from './app2wxapp-error.js';
import { parseJson } from './json.js';
import { findServerErrorCode } from './server-errors.js';
import { parseUser, type User } from './user.js';

/**
 * Reads the answer to a ticket exchange, whichever server gave it: the bare user, `{code, message, data}` with the
 * user in `data`, or the same with `data` as a JSON string. The user's token is **not** verified here.
 *
 * @param body the body, as text or already parsed
 * @param status the HTTP status, 200–599; Authing's servers answer failures with 200 too, and `code` tells
 * @throws {App2WxappError} the server's own code (see `SERVER_ERRORS`), `internal` for a failure it gave no known
 *   reason for, `malformed_response` for anything that is not one of the three bodies. `status` is kept on the error
 * @example
 * const user = parseExchangeResponse(await response.text(), response.status);
 */
export function parseExchangeResponse(body: unknown, status = 200): User {
  const value = parseAnswer(body, status);
  const fields = isFields(value) ? value : {};
  // A user has no `code`; an envelope has.
  if (!('code' in fields)) return atStatus(status, () => parseUser(value));
  const { data } = fields;
  return atStatus(status, () => parseUser(typeof data === 'string' ? parseJson(data) : data));
}

/**
 * Reads the answer of any endpoint of an authority and throws if it reports a failure, by its HTTP status or, as
 * Authing's servers do, by a `code` other than 200 in a body with status 200.
 *
 * @param body the body, as text or already parsed
 * @param status the HTTP status
 * @returns the parsed body, its shape not yet checked
 * @throws {App2WxappError} the server's own code, `internal`, or `malformed_response`
 */
export function parseAnswer(body: unknown, status = 200): unknown {
  const value = atStatus(status, () => (typeof body === 'string' ? parseJson(body) : body));
  const { code, error, message } = isFields(value) ? value : ({} as Fields);
  const succeeded = status >= 200 && status < 300 && status !== 202;
  if (succeeded && (code === undefined || code === 200)) return value;
  const name = findServerErrorCode(error, code) ?? (code === undefined ? undefined : 'internal');
  if (name === undefined) throw unexpected(status);
  const text = typeof message === 'string' && message !== '' ? message : name;
  throw new App2WxappError(name, `The authority refused: ${text}`, { status });
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unexpected(status: number): App2WxappError {
  return new App2WxappError(
    'malformed_response',
    `The server answered HTTP ${status} with a body that is not of this protocol. Check the authority's address.`,
    { status },
  );
}

function atStatus<T>(status: number, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    const { code, message } = cause as App2WxappError;
    throw new App2WxappError(code, `${message} (HTTP ${status})`, { cause, status });
  }
}
