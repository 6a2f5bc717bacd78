import { STATUS_CODES } from 'node:http';
import { isApp2WxappError } from '@app2wxapp/core';
import { App2WxappException } from '@app2wxapp/nest';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';

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

/** Answers an address that Fastify cannot read, before any filter could, as problem details too. */
export function answerBadAddress(error: unknown, _request: FastifyRequest, reply: FastifyReply): void {
  const status = statusOf(error);
  const body = { type: 'about:blank', title: STATUS_CODES[status], status };
  void reply.status(status).header('content-type', 'application/problem+json; charset=utf-8').send(body);
}

/** Statuses of what Node's parser gives up, by its codes; any other is a 400. */
const UNREADABLE: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/** Answers what is no HTTP. Nothing is logged, as Fastify would at `trace`: the error holds all that was received. */
export function answerUnreadable({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  const status = UNREADABLE[code] ?? 400;
  const answer = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`;
  if (socket.writable) socket.write(answer);
  // Not only its own half: a client that goes on sending would keep the other.
  socket.destroySoon();
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
