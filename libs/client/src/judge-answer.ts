import { App2WxappError, isApp2WxappError } from '@app2wxapp/core';
import type { HttpAnswer } from './http.js';

/**
 * Reads an answer; its error learns when to try again, and forgets what the server should not have repeated.
 *
 * @param sensitive what was sent and must not show in a message
 * @throws {App2WxappError} what `parse` throws
 */
export function judgeAnswer<T>(
  answer: HttpAnswer,
  parse: (body: string, status: number) => T,
  sensitive: readonly (string | undefined)[],
): T {
  try {
    return parse(answer.text, answer.status);
  } catch (error) {
    if (!isApp2WxappError(error)) throw error;
    const { status, retryAfterSeconds } = answer;
    const leaks = sensitive.some((value) => value !== undefined && error.message.includes(value));
    throw new App2WxappError(error.code, leaks ? `The authority refused: ${error.code}` : error.message, {
      status,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      ...(error.cause !== undefined && !leaks && { cause: error.cause }),
    });
  }
}
