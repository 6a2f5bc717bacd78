import { App2WxappError, isApp2WxappError } from '@app2wxapp/core';
import type { HttpAnswer } from './http.js';

/**
 * Reads an answer. Its error gets the status and the wait that the server asked for.
 *
 * @param parse must keep the server's own words out of its errors: they may quote a ticket
 * @throws {App2WxappError} `unavailable` for a 503, which a proxy in front of the authority may answer in its own format;
 *   else what `parse` throws
 */
export function judgeAnswer<T>(
  { text, status, retryAfterSeconds }: HttpAnswer,
  parse: (body: string, status: number) => T,
): T {
  try {
    return parse(text, status);
  } catch (error) {
    if (!isApp2WxappError(error)) throw error;
    const unavailable = status === 503;
    const message = unavailable ? 'The authority is unavailable. Try again later.' : error.message;
    throw new App2WxappError(unavailable ? 'unavailable' : error.code, message, {
      cause: error,
      status,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
  }
}
