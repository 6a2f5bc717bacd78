import { isApp2WxappError } from '@app2wxapp/core';
import type { ExecutionContext } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';
import { App2WxappException, type AuthScheme } from './app2wxapp-exception.js';
import { readBearerToken, type AuthenticatedRequest } from './authenticated-request.js';

/** Request, context and adapter of a refusal. */
export interface RefusalPlace {
  /** Request that is refused. */
  readonly request: AuthenticatedRequest;
  /** Execution context of the guard. */
  readonly context: ExecutionContext;
  /** HTTP adapter that sets the headers. */
  readonly adapterHost: HttpAdapterHost;
  /** Scheme of the challenge. */
  readonly scheme: AuthScheme;
}

/**
 * Converts an error of an authentication into the exception of the guard, and sets the response headers, which an
 * `HttpException` cannot hold. Other errors than `App2WxappError` stay unchanged, for the app's own filters.
 */
export function toRefusal(error: unknown, { request, context, adapterHost, scheme }: RefusalPlace): unknown {
  if (!isApp2WxappError(error)) return error;
  const exception = new App2WxappException(error, {
    scheme,
    hadCredentials: scheme !== 'Bearer' || readBearerToken(request) !== undefined,
    acceptLanguage: request.headers['accept-language']?.toString(),
  });
  // Only a route has a response of its own.
  if (context.getType() === 'http') {
    const response: unknown = context.switchToHttp().getResponse();
    for (const [name, value] of Object.entries(exception.headers)) {
      adapterHost.httpAdapter.setHeader(response, name, value);
    }
  }
  return exception;
}
