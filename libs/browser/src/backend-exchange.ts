import { App2WxappError, parseAnswer } from '@app2wxapp/core';
import { checkOrigin, checkPath } from './check-origin.js';
import { judge, postJson, type RequestLimits } from './http.js';
import type { TicketExchange } from './ticket-exchange.port.js';

/** Default type of the backend's user. The backend decides its fields. */
export interface BackendUser {
  /** Id of the account. */
  readonly _id?: string;
  /** Nickname that the user entered, otherwise WeChat's placeholder. */
  readonly nickname?: string;
  /** URL of the picture. */
  readonly photo?: string;
  readonly [field: string]: unknown;
}

/** Response of the app's backend to a login. `TUser` is not verified beyond being an object. */
export interface BackendSession<TUser extends object = BackendUser> {
  /** Session token, sent with later requests as `Authorization: Bearer`. Keep it in the platform's secure storage. */
  readonly token: string;
  /** Public part of the user, as the backend returns it. */
  readonly user: TUser;
  /**
   * Refresh token for the backend's own refresh route, valid once; only from backends that return it. A credential:
   * never log it.
   */
  readonly refreshToken?: string;
}

/** Options of the exchange at the app's backend. */
export interface BackendExchangeOptions extends Pick<RequestLimits, 'fetch'> {
  /** Origin of the backend; http only for localhost. @example 'https://api.example.com' */
  readonly backend: string;
  /** Path of the login route. @default '/auth/wechat' */
  readonly path?: string | undefined;
  /**
   * Path of the claim route, which receives `{ state, codeVerifier }` of a login whose result was lost. @default
   * none: such a login is not recovered
   */
  readonly claimPath?: string | undefined;
}

/**
 * Exchanges tickets at the app's own backend, which holds the pool's secret: `POST /auth/wechat`. The backend's own
 * message for a refused user becomes the error's `serverMessage`.
 *
 * @throws {App2WxappError} `invalid_options` at once; each call: the backend's code, `malformed_response`,
 *   `network_error`, `timeout`, `aborted`
 * @example
 * createBackendExchange<Account>({ backend: 'https://api.example.com', claimPath: '/auth/wechat/claim' })
 */
export function createBackendExchange<TUser extends object = BackendUser>(
  options: BackendExchangeOptions,
): TicketExchange<BackendSession<TUser>> {
  const { backend, path = '/auth/wechat', claimPath, fetch } = Object(options) as BackendExchangeOptions;
  const origin = checkOrigin(backend);
  const loginUrl = origin + checkPath(path);
  const claimUrl = claimPath === undefined ? undefined : origin + checkPath(claimPath);
  const post = async (url: string, body: object, limits: RequestLimits) =>
    judge(await postJson(url, body, { ...limits, fetch }), parseBackendSession<TUser>);
  return {
    exchangeTicket: (credential, limits) => post(loginUrl, credential, limits),
    ...(claimUrl !== undefined && { claimLogin: (claim, limits) => post(claimUrl, claim, limits) }),
  };
}

function parseBackendSession<TUser extends object>(body: string, status: number): BackendSession<TUser> {
  const { token, user, refreshToken } = Object(parseAnswer(body, status)) as Partial<BackendSession<TUser>>;
  if (typeof token !== 'string' || token === '' || typeof user !== 'object' || !user || Array.isArray(user)) {
    throw new App2WxappError('malformed_response', 'The response has no valid token or user.');
  }
  return { token, user, ...(typeof refreshToken === 'string' && { refreshToken }) };
}
