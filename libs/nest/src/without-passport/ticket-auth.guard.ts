import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { requestOf } from '../authenticated-request.js';
import { Authenticator } from '../authenticator.js';
import { toRefusal } from '../refuse.js';

/**
 * Guards the login route: lets a request through whose ticket the authority took, with the user as `request.user`.
 *
 * The same as the guard of the package's main entry, for apps without Passport.
 */
@Injectable()
export class TicketAuthGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = requestOf(context);
    try {
      request.user = await this.authenticator.authenticateTicket(request);
      return true;
    } catch (error) {
      throw toRefusal(error, { context, adapterHost: this.adapterHost, scheme: 'App2Wxapp' });
    }
  }
}
