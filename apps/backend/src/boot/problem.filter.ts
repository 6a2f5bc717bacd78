import { STATUS_CODES } from 'node:http';
import { App2WxappException } from '@app2wxapp/nest';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/**
 * Answers every failure as problem details (RFC 9457). A failure that nobody foresaw is logged, and the client learns
 * only that there was one.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('ProblemFilter');

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const status = statusOf(error);
    if (status >= 500 && !(error instanceof HttpException)) this.logger.error(error);
    const body =
      error instanceof App2WxappException
        ? error.getResponse()
        : { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status };
    void reply.status(status).header('content-type', 'application/problem+json; charset=utf-8').send(body);
  }
}

/** Fastify's own failures, such as a body that is not JSON, carry a `statusCode`. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : 500;
}
