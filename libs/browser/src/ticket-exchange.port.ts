import type { Ticket } from '@app2wxapp/core';
import type { RequestLimits } from './http.js';

/** Credentials of a login in the mini program. */
export interface LoginCredential {
  /** Lives two minutes, works once. */
  readonly ticket: Ticket;
  /** Of a bound launch: the exchange needs it. */
  readonly codeVerifier?: string;
}

/** Proof to claim a login whose result was lost. */
export interface LoginClaim {
  readonly state: string;
  readonly codeVerifier: string;
}

/** Exchanges a ticket for a session: by the app's backend, or directly at the authority. */
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
