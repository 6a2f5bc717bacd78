import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { App2WxappException } from './app2wxapp-exception.js';

/**
 * Answers a guard's refusal as `application/problem+json`. The module registers it for the whole app; a filter of the
 * app's own that catches every `HttpException` may take its place.
 */
@Catch(App2WxappException)
export class App2WxappExceptionFilter implements ExceptionFilter<App2WxappException> {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(exception: App2WxappException, host: ArgumentsHost): void {
    const { httpAdapter } = this.adapterHost;
    const response: unknown = host.switchToHttp().getResponse();
    httpAdapter.setHeader(response, 'content-type', 'application/problem+json; charset=utf-8');
    if (httpAdapter.getType() === 'express') {
      // The adapter of NestJS 11 replaces the media type of every failure that goes through its reply().
      httpAdapter.status(response, exception.getStatus());
      httpAdapter.end(response, JSON.stringify(exception.getResponse()));
    } else {
      httpAdapter.reply(response, exception.getResponse(), exception.getStatus());
    }
  }
}
