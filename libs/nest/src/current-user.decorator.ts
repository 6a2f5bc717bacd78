import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { requestOf, tokenOf } from './authenticated-request.js';

/** Gives a handler who the request comes from: the `User` behind `TicketAuthGuard`, the claims behind `TokenAuthGuard`. */
export const CurrentUser = createParamDecorator(
  (_data: undefined, context: ExecutionContext): unknown => requestOf(context).user,
);

/**
 * Gives a handler the session token: the one that the request came with, or the one that its ticket was exchanged for.
 * A credential: never log it.
 */
export const CurrentToken = createParamDecorator(
  (_data: undefined, context: ExecutionContext): string | undefined => tokenOf(requestOf(context)),
);
