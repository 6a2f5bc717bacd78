import { App2WxappError, type App2WxappErrorDetails } from './app2wxapp-error.js';
import { asFields } from './fields.js';
import { STATUS_ERRORS } from './server-errors.js';

/**
 * Makes the error for a server's answer that is not of this protocol: where its status says enough, that of the status.
 *
 * @param what completes "The answer …"; it quotes nothing of the answer, which may hold a token
 */
export function malformedResponse(what: string, details: App2WxappErrorDetails = {}): App2WxappError {
  const code = STATUS_ERRORS[details.status as number];
  const advice = code ? 'Try again later' : 'Check the address';
  return new App2WxappError(code || 'malformed_response', `The answer ${what}. ${advice}.`, details);
}

/**
 * Parses JSON from outside. The engine's own error is dropped: it quotes the text.
 *
 * @throws {App2WxappError} `malformed_response`
 */
export function parseJson(text: string, details?: App2WxappErrorDetails): unknown {
  try {
    // Some frameworks begin with a byte order mark, which some platforms keep.
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    throw malformedResponse('is not JSON', details);
  }
}

/**
 * Takes from an object what `empty` names, in its order. A field that is missing or null gets the empty value; any
 * other must be of the empty value's type, a string where that is null.
 *
 * @param required the fields that must not be empty
 * @throws {App2WxappError} `malformed_response`
 */
export function readFields<T extends object>(
  value: unknown,
  empty: T,
  // Stryker disable next-line ArrayDeclaration: a name that no field has requires nothing.
  required: readonly (keyof T)[] = [],
): T {
  const fields = asFields(value);
  const result: Record<string, unknown> = {};
  for (const [key, fallback] of Object.entries(empty) as [keyof T & string, unknown][]) {
    const field = fields[key] == null ? fallback : fields[key];
    const type = fallback === null ? 'string' : typeof fallback;
    if (field === fallback ? required.includes(key) : typeof field !== type) {
      throw malformedResponse(`has no good ${key}`);
    }
    result[key] = field;
  }
  return result as T;
}
