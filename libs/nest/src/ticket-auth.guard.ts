import { Injectable, Optional, UnauthorizedException, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { AuthenticatedRequest } from './authenticated-request.js';
import { Authenticator } from './authenticator.js';
import { toRefusal } from './refuse.js';
import { requireModule } from './require-module.js';
import { TakesTickets } from './ticket-guard-mark.js';
import { ensureTicketStrategy, setAuthenticator, TICKET_STRATEGY } from './ticket-strategy.js';

/**
 * Guards the login route: accepts a request whose ticket the authority exchanged, with the user as `request.user`.
 *
 * A refusal keeps its status and reason, as problem details (RFC 9457). It runs on `@Public()` routes too:
 * `@Public()` is for a token guard of the whole app.
 */
@TakesTickets()
@Injectable()
export class TicketAuthGuard extends AuthGuard(TICKET_STRATEGY) {
  private readonly authenticator: Authenticator;

  /**
   * Requires the module. @throws {App2WxappError} `invalid_options` where `App2WxappModule` is not imported:
   * `authenticator` is undefined there
   */
  constructor(
    @Optional() authenticator: Authenticator,
    private readonly adapterHost: HttpAdapterHost,
  ) {
    super();
    this.authenticator = requireModule(authenticator, 'TicketAuthGuard');
    ensureTicketStrategy();
  }

  /**
   * Exchanges the ticket of the request.
   *
   * @throws {App2WxappException} the code of the refusal, such as `invalid_ticket`; other errors unchanged
   */
  override canActivate(context: ExecutionContext): Promise<boolean> {
    // Passport has one list of strategies for the whole process, while each app has its own pools.
    setAuthenticator(this.getRequest(context), this.authenticator);
    return super.canActivate(context) as Promise<boolean>;
  }

  /** Reads the request of a context, by the module's `getRequest`. @throws {App2WxappError} `invalid_options` */
  override getRequest(context: ExecutionContext): AuthenticatedRequest {
    return this.authenticator.getRequest(context);
  }

  /**
   * Returns the user that Passport found.
   *
   * @throws {App2WxappException} the code of the refusal; `UnauthorizedException` without a user
   */
  override handleRequest<TUser>(
    error: unknown,
    user: TUser | false | null | undefined,
    info: unknown,
    context: ExecutionContext,
  ): TUser {
    if (!error && user) return user;
    throw toRefusal(error ?? info ?? new UnauthorizedException(), {
      request: this.getRequest(context),
      context,
      adapterHost: this.adapterHost,
      scheme: 'App2Wxapp',
    });
  }
}
