import { App2WxappError, parseExchangeResponse, parseTicket, type Ticket, type User } from '@app2wxapp/core';
import { checkOrigin } from './check-origin.js';
import { judge, postJson, type RequestLimits } from './http.js';

/** An authority and one of its pools in direct mode. */
export interface DirectPool {
  /** Origin of the authority; http only for localhost. @example 'https://login.example.com' */
  readonly authority: string;
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** Secret of the pool, never allowed here: any user of the app can read it. It belongs in a backend. */
  readonly secret?: never;
}

/** Options of {@link insecureExchangeTicket}. */
export interface InsecureExchangeOptions extends DirectPool, RequestLimits {
  /** Ticket that the app received from the mini program. */
  readonly ticket: Ticket | string;
  /** Code verifier of a bound launch; without binding any holder of the ticket can exchange it. */
  readonly codeVerifier?: string | undefined;
}

/**
 * Exchanges a ticket for the user **inside the app**, without a backend and without the pool's secret.
 *
 * What this gives up: the authority cannot verify that the caller is *your* app, only, for a bound launch, that it is
 * the app that launched; and the user can read and change the session token, so a server that receives it must verify
 * it. The pool must allow it (off by default). Prefer the exchange by your backend if you have one.
 *
 * The request is sent once. The token is not verified here.
 *
 * @throws {App2WxappError} `invalid_options` for a `secret` among the options or an address in clear text;
 *   `invalid_secret` when the pool does not allow it; `invalid_ticket` and the other codes of the authority;
 *   `network_error`, `timeout`, `aborted`, `malformed_response`
 * @see `docs/guides/direct-mode.md`
 */
export async function insecureExchangeTicket(options: InsecureExchangeOptions): Promise<User> {
  const url = buildPoolUrl('auth', options);
  const { ticket, codeVerifier } = options;
  const body = { ticket: parseTicket(ticket), ...(codeVerifier != null && { codeVerifier }) };
  return judge(await postJson(url, body, options), parseExchangeResponse);
}

/**
 * Builds the address of a call without a secret.
 *
 * @throws {App2WxappError} `invalid_options`
 */
export function buildPoolUrl(call: 'auth' | 'claim', pool: DirectPool): string {
  const given = Object(pool) as DirectPool;
  const { authority, userPoolId } = given;
  if ('secret' in given) {
    throw new App2WxappError('invalid_options', 'An app must not contain a secret.');
  }
  if (typeof userPoolId !== 'string' || !/^[\w-]{1,249}$/.test(userPoolId)) {
    throw new App2WxappError('invalid_options', 'userPoolId must be of A-Z a-z 0-9 - _');
  }
  return `${checkOrigin(authority)}/oauth/app2wxapp/${call}/${userPoolId}`;
}
