import { Inject, Injectable, UnauthorizedException, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { toRefusal } from './refuse.js';
import { TICKET_STRATEGY } from './ticket-strategy.js';

/**
 * Guards the login route: lets a request through whose ticket the authority took, with the user as `request.user`.
 *
 * A refusal keeps its status and reason, as problem details (RFC 9457). It runs on `@Public()` routes too: `@Public()`
 * is for a token guard that guards everything.
 */
@Injectable()
export class TicketAuthGuard extends AuthGuard(TICKET_STRATEGY) {
  @Inject(HttpAdapterHost)
  private readonly adapterHost!: HttpAdapterHost;

  override handleRequest<TUser>(
    error: unknown,
    user: TUser | false | null | undefined,
    info: unknown,
    context: ExecutionContext,
  ): TUser {
    if (!error && user) return user;
    throw toRefusal(error ?? info ?? new UnauthorizedException(), {
      context,
      adapterHost: this.adapterHost,
      scheme: 'App2Wxapp',
    });
  }
}
