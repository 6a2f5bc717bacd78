import type { Ticket } from '@app2wxapp/core';
import type { RequestLimits } from './http.js';

/** Credentials that a login brings back. */
export interface LoginCredential {
  /** Lives two minutes, works once. */
  readonly ticket: Ticket;
  /** Of a bound launch: the exchange needs it. */
  readonly codeVerifier?: string;
}

/** Proof by which a login whose answer was lost can still be claimed. */
export interface LoginClaim {
  readonly state: string;
  readonly codeVerifier: string;
}

/** Makes a session of what a login brought: by the app's own backend, or directly. */
export interface TicketExchange<T> {
  /** Exchanges the ticket. Called once a login; it must not try again by itself. */
  exchangeTicket(credential: LoginCredential, limits: RequestLimits): Promise<T>;
  /**
   * Claims a login whose result was lost. Omit it where there is no server to ask.
   *
   * @throws {App2WxappError} `login_pending` while the user has not finished, `login_denied`, `login_expired`
   */
  claimLogin?(claim: LoginClaim, limits: RequestLimits): Promise<T>;
}
