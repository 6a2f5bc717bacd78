import { Injectable, Optional, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { AuthenticatedRequest } from './authenticated-request.js';
import { Authenticator } from './authenticator.js';
import { isPublic } from './public.decorator.js';
import { toRefusal } from './refuse.js';
import { requireModule } from './require-module.js';

/**
 * Guards every other route: lets a request through whose Bearer token the authority signed for this pool and still holds
 * for active, with the token's claims as `request.user`. It needs no Passport.
 *
 * Routes and controllers marked `@Public()` pass, so it can guard the whole app:
 * @example
 * providers: [{ provide: APP_GUARD, useExisting: TokenAuthGuard }]
 */
@Injectable()
export class TokenAuthGuard implements CanActivate {
  private readonly authenticator: Authenticator;

  /** @throws {App2WxappError} `invalid_options` where `App2WxappModule` is not imported: `authenticator` is undefined there */
  constructor(
    @Optional() authenticator: Authenticator,
    private readonly adapterHost: HttpAdapterHost,
  ) {
    this.authenticator = requireModule(authenticator, 'TokenAuthGuard');
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (isPublic(context.getHandler(), context.getClass())) return true;
    const request = this.getRequest(context);
    try {
      request.user = await this.authenticator.authenticateToken(request);
      return true;
    } catch (error) {
      throw toRefusal(error, { request, context, adapterHost: this.adapterHost, scheme: 'Bearer' });
    }
  }

  /** Reads the request of a context, by the module's `getRequest`. @throws {App2WxappError} `invalid_options` */
  getRequest(context: ExecutionContext): AuthenticatedRequest {
    return this.authenticator.getRequest(context);
  }
}
