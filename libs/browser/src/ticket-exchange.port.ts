import type { Ticket } from '@app2wxapp/core';
import type { RequestLimits } from './http.js';

/** Credentials of a login in the mini program. */
export interface LoginCredential {
  /** Ticket, valid for two minutes and once. */
  readonly ticket: Ticket;
  /** Code verifier of a bound launch, which the exchange requires. */
  readonly codeVerifier?: string;
}

/** Proof to claim a login whose result was lost. */
export interface LoginClaim {
  /** State of the launch. */
  readonly state: string;
  /** Code verifier of the launch. */
  readonly codeVerifier: string;
}

/** Exchanges a ticket for a session: by the app's backend, or directly at the authority. */
export interface TicketExchange<T> {
  /** Exchanges the ticket. It is called once for each login, and must not retry. */
  exchangeTicket(credential: LoginCredential, limits: RequestLimits): Promise<T>;
  /**
   * Claims a login whose result was lost. Omit it without a server that can be asked.
   *
   * @throws {App2WxappError} `login_pending` while the user has not finished, `login_denied`, `login_expired`
   */
  claimLogin?(claim: LoginClaim, limits: RequestLimits): Promise<T>;
}
