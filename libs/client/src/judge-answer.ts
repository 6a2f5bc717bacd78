import { App2WxappError, isApp2WxappError } from '@app2wxapp/core';
import type { HttpAnswer } from './http.js';

/**
 * Reads an answer; its error learns the status, and when to try again.
 *
 * @param parse must keep the server's own words out of its errors: nobody can promise that they quote no ticket
 * @throws {App2WxappError} what `parse` throws
 */
export function judgeAnswer<T>(
  { text, status, retryAfterSeconds }: HttpAnswer,
  parse: (body: string, status: number) => T,
): T {
  try {
    return parse(text, status);
  } catch (error) {
    if (!isApp2WxappError(error)) throw error;
    throw new App2WxappError(error.code, error.message, {
      cause: error,
      status,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
  }
}
