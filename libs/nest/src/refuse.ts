import { isApp2WxappError } from '@app2wxapp/core';
import type { ExecutionContext } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';
import { App2WxappException, type AuthScheme } from './app2wxapp-exception.js';
import { readBearerToken, type AuthenticatedRequest } from './authenticated-request.js';

/** Place at which a guard answers. */
export interface RefusalPlace {
  readonly request: AuthenticatedRequest;
  readonly context: ExecutionContext;
  readonly adapterHost: HttpAdapterHost;
  readonly scheme: AuthScheme;
}

/**
 * Turns what an authentication threw into what the guard is to throw, and puts the answer's headers in place: an
 * `HttpException` has none. What is not an `App2WxappError` stays as it is, for the app's own filters.
 */
export function toRefusal(error: unknown, { request, context, adapterHost, scheme }: RefusalPlace): unknown {
  if (!isApp2WxappError(error)) return error;
  const exception = new App2WxappException(error, {
    scheme,
    hadCredentials: scheme !== 'Bearer' || readBearerToken(request) !== undefined,
    acceptLanguage: request.headers['accept-language']?.toString(),
  });
  // Elsewhere than in a route there is no response that is this call's own.
  if (context.getType() === 'http') {
    const response: unknown = context.switchToHttp().getResponse();
    for (const [name, value] of Object.entries(exception.headers)) {
      adapterHost.httpAdapter.setHeader(response, name, value);
    }
  }
  return exception;
}
