import { parseAnswer, parseExchangeResponse, type User } from '@app2wxapp/core';

/** The user of a login, with the refresh token if the pool issues one. */
export interface LoggedInUser extends User {
  /**
   * Refresh token for {@link Client.refreshSession}, valid once; only in pools that issue refresh tokens. A
   * credential: never log it.
   */
  readonly refreshToken?: string;
}

/**
 * Parses the response to an exchange or a claim.
 *
 * @throws {App2WxappError} the error of `parseExchangeResponse` of core
 */
export function parseLogin(body: string, status: number): LoggedInUser {
  const answer = parseAnswer(body, status);
  const user = parseExchangeResponse(answer, status);
  const refreshToken = readRefreshToken(answer);
  return refreshToken === undefined ? user : { ...user, refreshToken };
}

/** Reads the refresh token of a response that is known to contain a user. */
function readRefreshToken(answer: unknown): string | undefined {
  const { code, data, refreshToken } = answer as { code?: unknown; data?: unknown; refreshToken?: unknown };
  if (code !== undefined) return readRefreshToken(typeof data === 'string' ? parseAnswer(data) : data);
  return typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : undefined;
}
