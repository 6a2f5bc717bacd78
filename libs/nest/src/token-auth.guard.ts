import { Injectable, Optional, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { AuthenticatedRequest } from './authenticated-request.js';
import { Authenticator } from './authenticator.js';
import { isPublic } from './public.decorator.js';
import { toRefusal } from './refuse.js';
import { requireModule } from './require-module.js';

/**
 * Guards every other route: accepts a request whose Bearer token is signed by the authority for this pool and still
 * active, with the token's claims as `request.user`. It does not need Passport.
 *
 * Routes and controllers marked `@Public()` are open, so it can guard the whole app:
 * @example
 * providers: [{ provide: APP_GUARD, useExisting: TokenAuthGuard }]
 */
@Injectable()
export class TokenAuthGuard implements CanActivate {
  private readonly authenticator: Authenticator;

  /**
   * Requires the module. @throws {App2WxappError} `invalid_options` where `App2WxappModule` is not imported:
   * `authenticator` is undefined there
   */
  constructor(
    @Optional() authenticator: Authenticator,
    private readonly adapterHost: HttpAdapterHost,
  ) {
    this.authenticator = requireModule(authenticator, 'TokenAuthGuard');
  }

  /**
   * Verifies the token of the request, unless the route is `@Public()`.
   *
   * @throws {App2WxappException} the code of the refusal, such as `invalid_token`; other errors unchanged
   */
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
