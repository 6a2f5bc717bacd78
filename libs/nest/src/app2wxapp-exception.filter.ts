import { isApp2WxappError, type App2WxappError } from '@app2wxapp/core';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { throwError } from 'rxjs';
import { App2WxappException } from './app2wxapp-exception.js';
import type { AuthenticatedRequest } from './authenticated-request.js';
import { GuardedLogger } from './guarded-logger.js';
import { findRequest } from './request-of.js';

/**
 * Class for Nest's `instanceof` check of a thrown value, which `App2WxappError` of another copy of the package would
 * fail.
 */
class AnyApp2WxappError {
  static [Symbol.hasInstance](value: unknown): boolean {
    return isApp2WxappError(value);
  }
}

/**
 * Sends a guard's refusal as `application/problem+json`, and errors from client calls in your handlers in the same
 * way. Outside HTTP it rethrows, for the GraphQL driver or the caller of a microservice. It logs failures of status
 * 500 and more, which the caller cannot resolve. The module registers it for the whole app; a filter of the app's own
 * that catches every `HttpException` may replace it.
 *
 * Nest runs no global filter in a gateway: there `@UseFilters(App2WxappExceptionFilter)` sends the problem details to
 * the client as the event `exception`. Without it Nest sends "Internal server error".
 */
@Catch(App2WxappException, AnyApp2WxappError)
export class App2WxappExceptionFilter implements ExceptionFilter<App2WxappException | App2WxappError> {
  private readonly logger = new GuardedLogger('App2Wxapp');

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  /**
   * Sends the response of a failure.
   *
   * @throws the exception itself outside HTTP and gateways
   */
  catch(error: App2WxappException | App2WxappError, host: ArgumentsHost): unknown {
    const exception = error instanceof App2WxappException ? error : toException(error, host);
    if (exception.getStatus() >= 500) this.log(exception);
    switch (host.getType<string>()) {
      case 'http':
        this.answer(exception, host.switchToHttp().getResponse());
        return undefined;
      case 'rpc':
        return throwError(() => exception.getResponse());
      case 'ws':
        sendException(host.switchToWs().getClient(), exception.getResponse());
        return undefined;
      default:
        // The GraphQL driver converts it into an error of the result.
        throw exception;
    }
  }

  private answer(exception: App2WxappException, response: unknown): void {
    const { httpAdapter } = this.adapterHost;
    if (httpAdapter.isHeadersSent(response)) {
      // As in Nest's own filter: a response that has already begun cannot become a problem.
      httpAdapter.end(response);
      return;
    }
    const headers = { ...exception.headers, 'content-type': 'application/problem+json; charset=utf-8' };
    for (const [name, value] of Object.entries(headers)) httpAdapter.setHeader(response, name, value);
    if (httpAdapter.getType() === 'express') {
      // The adapter of NestJS 11 replaces the media type of every failure that goes through its reply().
      httpAdapter.status(response, exception.getStatus());
      httpAdapter.end(response, JSON.stringify(exception.getResponse()));
    } else {
      httpAdapter.reply(response, exception.getResponse(), exception.getStatus());
    }
  }

  private log({ code, cause }: App2WxappException): void {
    const { message, stack } = cause as App2WxappError;
    this.logger.error(`${code}: ${message}`, stack);
  }
}

function toException(error: App2WxappError, host: ArgumentsHost): App2WxappException {
  return new App2WxappException(error, {
    scheme: TOKEN_FAILURES.has(error.code) ? 'Bearer' : 'App2Wxapp',
    hadCredentials: true,
    acceptLanguage: findLanguage(host),
  });
}

/** Finds the `Accept-Language` of a request, or of the other object that some libraries pass in its place. */
function findLanguage(host: ArgumentsHost): string | undefined {
  const { headers } = Object(findRequest(host)) as Partial<AuthenticatedRequest>;
  return headers?.['accept-language']?.toString();
}

/**
 * A socket of socket.io, which sends what `emit` receives, or a native `WebSocket`, where only `send` reaches the
 * client.
 */
interface SocketClient {
  readonly readyState?: number;
  readonly send?: (text: string) => void;
  readonly emit?: (event: string, data: unknown) => void;
}

/** Sends the same event as Nest's own gateway filter does for a `WsException`. */
function sendException(client: SocketClient, data: unknown): void {
  if (typeof client.readyState === 'number') client.send?.(JSON.stringify({ event: 'exception', data }));
  else client.emit?.('exception', data);
}

const TOKEN_FAILURES: ReadonlySet<string> = new Set(['invalid_token', 'token_expired']);
