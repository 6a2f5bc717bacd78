import { App2WxappError, isApp2WxappError, type ErrorCode } from '@app2wxapp/core';
import type { HttpAnswer } from './http.js';

/**
 * Reads an answer. Its error gets the status and the wait that the server asked for.
 *
 * @param parse must keep the server's own words out of its errors: they may quote a ticket
 * @throws {App2WxappError} `unavailable` for a 503, which a proxy in front of the authority may answer in its own format;
 *   else what `parse` throws
 */
export function judgeAnswer<T>(
  { who, text, status, retryAfterSeconds }: HttpAnswer,
  parse: (body: string, status: number) => T,
): T {
  try {
    return parse(text, status);
  } catch (error) {
    if (!isApp2WxappError(error)) throw error;
    const code = status === 503 ? 'unavailable' : error.code;
    throw new App2WxappError(code, explain(error, { who, code }), {
      cause: error,
      status,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
  }
}

function explain(error: App2WxappError, { who, code }: { who: string; code: ErrorCode }): string {
  if (code === 'unavailable') return `${who} is unavailable. Try again later.`;
  return code === 'malformed_response' ? `${error.message} ${who} sent it.` : `${who} refused: ${code}.`;
}
