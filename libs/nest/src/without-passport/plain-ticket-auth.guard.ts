import { Injectable, Optional, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { AuthenticatedRequest } from '../authenticated-request.js';
import { Authenticator } from '../authenticator.js';
import { toRefusal } from '../refuse.js';
import { requireModule } from '../require-module.js';
import { TakesTickets } from '../ticket-guard-mark.js';

/**
 * Guards the login route as `TicketAuthGuard` of the package's main entry does, in apps without Passport: accepts a
 * request whose ticket the authority exchanged, with the user as `request.user`.
 */
@TakesTickets()
@Injectable()
export class PlainTicketAuthGuard implements CanActivate {
  private readonly authenticator: Authenticator;

  /**
   * Requires the module. @throws {App2WxappError} `invalid_options` where `App2WxappModule` is not imported:
   * `authenticator` is undefined there
   */
  constructor(
    @Optional() authenticator: Authenticator,
    private readonly adapterHost: HttpAdapterHost,
  ) {
    this.authenticator = requireModule(authenticator, 'PlainTicketAuthGuard');
  }

  /**
   * Exchanges the ticket of the request.
   *
   * @throws {App2WxappException} the code of the refusal, such as `invalid_ticket`; other errors unchanged
   */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = this.getRequest(context);
    try {
      request.user = await this.authenticator.authenticateTicket(request);
      return true;
    } catch (error) {
      throw toRefusal(error, { request, context, adapterHost: this.adapterHost, scheme: 'App2Wxapp' });
    }
  }

  /** Reads the request of a context, by the module's `getRequest`. @throws {App2WxappError} `invalid_options` */
  getRequest(context: ExecutionContext): AuthenticatedRequest {
    return this.authenticator.getRequest(context);
  }
}
