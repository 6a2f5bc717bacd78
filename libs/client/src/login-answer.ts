import { parseAnswer, parseExchangeResponse, type User } from '@app2wxapp/core';

/** The user of a login, with the refresh token if the pool issues one. */
export interface LoggedInUser extends User {
  /**
   * For {@link Client.refreshSession}, once. There only where the pool gives refresh tokens. A credential: never log
   * it.
   */
  readonly refreshToken?: string;
}

/**
 * Parses the response to an exchange or a claim.
 *
 * @throws {App2WxappError} what `parseExchangeResponse` of core throws
 */
export function parseLogin(body: string, status: number): LoggedInUser {
  const answer = parseAnswer(body, status);
  const user = parseExchangeResponse(answer, status);
  const refreshToken = readRefreshToken(answer);
  return refreshToken === undefined ? user : { ...user, refreshToken };
}

/** The answer is known to be one of the three that hold a user. */
function readRefreshToken(answer: unknown): string | undefined {
  const { code, data, refreshToken } = answer as { code?: unknown; data?: unknown; refreshToken?: unknown };
  if (code !== undefined) return readRefreshToken(typeof data === 'string' ? parseAnswer(data) : data);
  return typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : undefined;
}
