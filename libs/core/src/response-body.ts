import { App2WxappError, type App2WxappErrorDetails } from './app2wxapp-error.js';
import { asFields } from './fields.js';
import { STATUS_ERRORS } from './server-errors.js';

/**
 * Creates the error of a response that does not follow this protocol; a status such as 503 decides the code.
 *
 * @param what completes "The response …"; it must not quote the response, which may contain a token
 */
export function malformedResponse(what: string, details: App2WxappErrorDetails = {}): App2WxappError {
  const code = STATUS_ERRORS[details.status as number];
  const advice = code ? 'Try again later' : 'Check the address';
  return new App2WxappError(code || 'malformed_response', `The response ${what}. ${advice}.`, details);
}

/**
 * Parses JSON from outside. It drops the engine's error, which quotes the text.
 *
 * @throws {App2WxappError} `malformed_response`
 */
export function parseJson(text: string, details?: App2WxappErrorDetails): unknown {
  try {
    // Some frameworks send a byte order mark, which some platforms keep.
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    throw malformedResponse('is not JSON', details);
  }
}

/**
 * Picks the fields of `empty` from an object, in that order. A missing or null field gets the empty value; others must
 * have its type, or be a string where it is null.
 *
 * @param required the fields that must not be empty
 * @throws {App2WxappError} `malformed_response`
 */
export function readFields<T extends object>(
  value: unknown,
  empty: T,
  // Stryker disable next-line ArrayDeclaration: a name without a field requires nothing.
  required: readonly (keyof T)[] = [],
): T {
  const fields = asFields(value);
  const result: Record<string, unknown> = {};
  for (const [key, fallback] of Object.entries(empty) as [keyof T & string, unknown][]) {
    const field = fields[key] == null ? fallback : fields[key];
    const type = fallback === null ? 'string' : typeof fallback;
    if (field === fallback ? required.includes(key) : typeof field !== type) {
      throw malformedResponse(`has no valid ${key}`);
    }
    result[key] = field;
  }
  return result as T;
}
