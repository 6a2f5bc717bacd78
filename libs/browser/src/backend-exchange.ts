import { App2WxappError, parseAnswer } from '@app2wxapp/core';
import { checkOrigin, checkPath } from './check-origin.js';
import { postJson, type RequestLimits } from './http.js';
import type { TicketExchange } from './ticket-exchange.port.js';

/** What the app's backend answers to a login. */
export interface BackendSession {
  /** Sent with later requests as `Authorization: Bearer`. Keep it in the platform's secure storage. */
  readonly token: string;
  /** The public part of the user, as the backend shapes it. */
  readonly user: Readonly<Record<string, unknown>>;
}

/** Where the app's backend takes tickets. */
export interface BackendExchangeOptions extends Pick<RequestLimits, 'fetch'> {
  /** The backend's origin; http only for localhost. @example 'https://api.example.com' */
  readonly backend: string;
  /** @default '/auth/wechat' */
  readonly path?: string;
  /** Takes `{ state, codeVerifier }` for a login whose answer was lost. @default none: such a login is not recovered */
  readonly claimPath?: string;
}

/**
 * Exchanges tickets by the app's own backend, which holds the pool's secret: `POST /auth/wechat`.
 *
 * @throws {App2WxappError} `invalid_options` at once; each call: the backend's code, `malformed_response`,
 *   `network_error`, `timeout`, `aborted`
 */
export function createBackendExchange(options: BackendExchangeOptions): TicketExchange<BackendSession> {
  const { backend, path = '/auth/wechat', claimPath, fetch } = options;
  const origin = checkOrigin(backend);
  const loginUrl = origin + checkPath(path);
  const claimUrl = claimPath === undefined ? undefined : origin + checkPath(claimPath);
  const post = async (url: string, body: object, limits: RequestLimits) => {
    const { text, status } = await postJson(url, body, { ...limits, fetch });
    return parseBackendSession(parseAnswer(text, status));
  };
  return {
    exchangeTicket: (credential, limits) => post(loginUrl, credential, limits),
    ...(claimUrl !== undefined && { claimLogin: (claim, limits) => post(claimUrl, claim, limits) }),
  };
}

function parseBackendSession(value: unknown): BackendSession {
  const { token, user } = Object(value) as Partial<BackendSession>;
  if (typeof token === 'string' && token !== '' && typeof user === 'object') return { token, user };
  throw new App2WxappError('malformed_response', 'The answer has no good token.');
}
