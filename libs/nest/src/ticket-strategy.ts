import { isApp2WxappError } from '@app2wxapp/core';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-custom';
import type { AuthenticatedRequest } from './authenticated-request.js';
import { Authenticator } from './authenticator.js';

/** The name under which Passport knows the {@link TicketStrategy}. */
export const TICKET_STRATEGY = 'app2wxapp-ticket';

/**
 * Passport's way to log in by ticket: `{ ticket, codeVerifier? }` in the body, the user as the outcome.
 *
 * A login that is refused *fails*, with the `App2WxappError` as Passport's info, so that another strategy may try; one
 * that could not be decided is an *error*.
 */
@Injectable()
export class TicketStrategy extends PassportStrategy(Strategy, TICKET_STRATEGY) {
  constructor(private readonly authenticator: Authenticator) {
    super();
  }

  override async validate(request: AuthenticatedRequest): Promise<[unknown, unknown?]> {
    try {
      return [await this.authenticator.authenticateTicket(request)];
    } catch (error) {
      if (isApp2WxappError(error) && REFUSALS.has(error.code)) return [false, error];
      throw error;
    }
  }
}

const REFUSALS = new Set(['invalid_request', 'invalid_ticket', 'user_blocked']);
