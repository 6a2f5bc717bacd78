import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost, Reflector } from '@nestjs/core';
import { requestOf } from './authenticated-request.js';
import { Authenticator } from './authenticator.js';
import { PUBLIC_ROUTE } from './public.decorator.js';
import { toRefusal } from './refuse.js';

/**
 * Guards every other route: lets a request through whose Bearer token the authority signed for this pool, with the
 * token's claims as `request.user`. It needs no Passport, and no request to the authority once the keys are there.
 *
 * Routes and controllers marked `@Public()` pass, so it can guard the whole app:
 * @example
 * providers: [{ provide: APP_GUARD, useClass: TokenAuthGuard }]
 */
@Injectable()
export class TokenAuthGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly reflector: Reflector,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride(PUBLIC_ROUTE, [context.getHandler(), context.getClass()]))
      return true;
    const request = requestOf(context);
    try {
      request.user = await this.authenticator.authenticateToken(request);
      return true;
    } catch (error) {
      throw toRefusal(error, { context, adapterHost: this.adapterHost, scheme: 'Bearer' });
    }
  }
}
