import { App2WxappError, isApp2WxappError } from '@app2wxapp/core';
import { Injectable, Optional, type OnModuleDestroy } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-custom';
import type { AuthenticatedRequest } from './authenticated-request.js';
import { Authenticator } from './authenticator.js';

/** Name of the {@link TicketStrategy} in Passport. */
export const TICKET_STRATEGY = 'app2wxapp-ticket';

const AUTHENTICATOR = Symbol.for('app2wxapp.authenticator');

interface GuardedRequest extends AuthenticatedRequest {
  [AUTHENTICATOR]?: Authenticator;
}

/** Sets the `Authenticator` that exchanges the ticket of a request. */
export function setAuthenticator(request: GuardedRequest, authenticator: Authenticator): void {
  request[AUTHENTICATOR] = authenticator;
}

/** Strategies that an app provides and that have an `Authenticator` of their own. */
const provided = new Set<TicketStrategy>();
let isRegistered = false;

/** Registers the strategy with Passport, once for the process; the request carries its `Authenticator`. */
export function ensureTicketStrategy(): void {
  if (!isRegistered) new TicketStrategy();
}

/**
 * Strategy of Passport for a login by ticket: `{ ticket, codeVerifier? }` in the body, the user as the result.
 *
 * `TicketAuthGuard` registers it. An app lists it among its providers to use it beside other strategies, as in
 * `AuthGuard([TICKET_STRATEGY, 'local'])`. A refused login is a *failure* of the strategy, with the `App2WxappError`
 * as Passport's info, so that another strategy may try; a login that could not be decided is an *error*.
 */
@Injectable()
export class TicketStrategy extends PassportStrategy(Strategy, TICKET_STRATEGY) implements OnModuleDestroy {
  constructor(@Optional() private readonly authenticator?: Authenticator) {
    super();
    isRegistered = true;
    if (authenticator) provided.add(this);
  }

  /**
   * Exchanges the ticket of a request.
   *
   * @throws {App2WxappError} the code of a login that could not be decided, such as `network_error`
   */
  override async validate(request: GuardedRequest): Promise<[unknown, unknown?]> {
    const authenticator = request[AUTHENTICATOR] ?? this.onlyAuthenticator();
    try {
      return [await authenticator.authenticateTicket(request)];
    } catch (error) {
      if (isApp2WxappError(error) && REFUSALS.has(error.code)) return [false, error];
      throw error;
    }
  }

  /** Removes the strategy of a closed app from Passport. */
  onModuleDestroy(): void {
    provided.delete(this);
  }

  /**
   * Returns the only app's authenticator. Passport keeps one strategy of a name: with several apps, the last one's
   * would decide for all.
   */
  private onlyAuthenticator(): Authenticator {
    if (this.authenticator && provided.size === 1) return this.authenticator;
    throw new App2WxappError(
      'invalid_options',
      `Several apps in this process provide the Passport strategy "${TICKET_STRATEGY}", or none does. Guard the login ` +
        'route with TicketAuthGuard, which knows its own app; else list TicketStrategy in the providers of one.',
    );
  }
}

const REFUSALS = new Set(['invalid_request', 'invalid_ticket', 'user_blocked']);
