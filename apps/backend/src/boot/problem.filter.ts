import { STATUS_CODES } from 'node:http';
import { isApp2WxappError } from '@app2wxapp/core';
import { App2WxappException } from '@app2wxapp/nest';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';

/**
 * Responds to every failure with problem details (RFC 9457). An unexpected failure is logged, and the response
 * contains no detail of it.
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

/** Responds to an address that Fastify cannot parse, before any filter could, with problem details too. */
export function answerBadAddress(error: unknown, _request: FastifyRequest, reply: FastifyReply): void {
  const status = statusOf(error);
  const body = { type: 'about:blank', title: STATUS_CODES[status], status };
  void reply.status(status).header('content-type', 'application/problem+json; charset=utf-8').send(body);
}

/** Statuses of requests that Node's parser rejects, by its codes; any other is a 400. */
const UNREADABLE: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/**
 * Responds to bytes that are no HTTP. Nothing is logged, as Fastify would at `trace`: the error contains all received
 * bytes.
 */
export function answerUnreadable({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  const status = UNREADABLE[code] ?? 400;
  const answer = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`;
  if (socket.writable) socket.write(answer);
  // Not only its own half: a client that continues to send would keep the other open.
  socket.destroySoon();
}

/** Converts an error of a client call in a handler into the response that a guard would send. */
function toException(error: unknown, request: FastifyRequest): unknown {
  if (!isApp2WxappError(error)) return error;
  const acceptLanguage = request.headers['accept-language'];
  return new App2WxappException(error, { scheme: 'Bearer', hadCredentials: true, acceptLanguage });
}

/** Reads the `statusCode` of Fastify's own failures, such as a body that is not JSON. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : 500;
}

function detailOf(error: unknown): { readonly detail?: string } {
  return error instanceof HttpException ? { detail: error.message } : {};
}
