import { STATUS_CODES } from 'node:http';
import { isApp2WxappError } from '@app2wxapp/core';
import { App2WxappException } from '@app2wxapp/nest';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Answers every failure as problem details (RFC 9457). An unexpected failure is logged, and the client learns
 * only that there was one.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('ProblemFilter');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const exception = toException(error, http.getRequest<FastifyRequest>());
    const status = statusOf(exception);
    if (status >= 500) this.logger.error(error);
    const body =
      exception instanceof App2WxappException
        ? exception.getResponse()
        : { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, ...detailOf(exception) };
    if (exception instanceof App2WxappException) void reply.headers(exception.headers);
    void reply.status(status).header('content-type', 'application/problem+json; charset=utf-8').send(body);
  }
}

/** What a handler's own calls of the authority end in is answered as a guard would. */
function toException(error: unknown, request: FastifyRequest): unknown {
  if (!isApp2WxappError(error)) return error;
  const acceptLanguage = request.headers['accept-language'];
  return new App2WxappException(error, { scheme: 'Bearer', hadCredentials: true, acceptLanguage });
}

/** Fastify's own failures, such as a body that is not JSON, carry a `statusCode`. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : 500;
}

function detailOf(error: unknown): { readonly detail?: string } {
  return error instanceof HttpException ? { detail: error.message } : {};
}
