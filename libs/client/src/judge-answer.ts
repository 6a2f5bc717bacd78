import { App2WxappError, isApp2WxappError, parseAnswer } from '@app2wxapp/core';
import type { HttpAnswer } from './http.js';

/**
 * Parses a response. Its error has the status and the server's `Retry-After`.
 *
 * @param parse must not quote the response in its errors: it may contain a ticket
 * @throws {App2WxappError} the error of `parse`
 */
export function judgeAnswer<T>(
  { who, text, status, retryAfterSeconds }: HttpAnswer,
  parse: (body: string, status: number) => T,
): T {
  try {
    return parse(text, status);
  } catch (error) {
    if (!isApp2WxappError(error)) throw error;
    throw new App2WxappError(error.code, explain(error, who), {
      cause: error,
      status,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
  }
}

/**
 * Parses a response as `parseAnswer` of core does, and requires an object.
 *
 * @throws {App2WxappError} the error of `parseAnswer`; `malformed_response` for a body that is no object
 */
export function parseObject(body: string, status: number): Readonly<Record<string, unknown>> {
  const value = parseAnswer(body, status);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new App2WxappError('malformed_response', 'The answer is no object. Check the address.', { status });
}

function explain({ code, message }: App2WxappError, who: string): string {
  if (code === 'unavailable') return `${who} is unavailable. Try again later.`;
  return code === 'malformed_response' ? `${message} ${who} sent it.` : `${who} refused: ${code}.`;
}
