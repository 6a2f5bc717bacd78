import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { App2WxappError } from '@app2wxapp/core';
import type { FastifyInstance } from 'fastify';
import { buildProblem, readFailure, type Failure } from '../answers/failure.js';
import { ANSWER_HEADERS } from './request-hooks.js';

/** Statuses of requests that Node's parser rejects, by its codes; any other is a 400. */
const STATUSES: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

const UNREADABLE: Failure = {
  error: 'invalid_request',
  status: 400,
  detail: 'The request cannot be read: it is not HTTP/1.1, or its headers contradict its body.',
};
const UNEXPECTED: Failure = {
  error: 'invalid_request',
  status: 417,
  detail: 'Send no Expect, or Expect: 100-continue.',
};

/**
 * Responds to a request that Node's parser rejected, in the format of every failure, and closes the connection.
 * Nothing is logged: the parser's error contains all received bytes.
 */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code !== 'ECONNRESET' && socket.writable) {
    const statusCode = STATUSES[error.code ?? ''];
    const failure = statusCode === undefined ? UNREADABLE : readFailure({ statusCode });
    const { headers, body } = describe(failure);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const first = `HTTP/1.1 ${failure.status} ${STATUS_CODES[failure.status]}`;
    socket.write([first, ...lines, '', body].join('\r\n'));
  }
  socket.destroy(error);
}

/**
 * Refuses expectations other than `100-continue`, to which Node would respond without a body. @see RFC 9110 §10.1.1
 */
export function refuseExpectations({ server }: FastifyInstance): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const { headers, body } = describe(UNEXPECTED);
    response.writeHead(UNEXPECTED.status, headers).end(body);
  });
}

/** Refuses requests of HTTP/1.1 without `Host`, to which Node would respond without a body. @see RFC 9112 §3.2 */
export function requireHost(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ headers, raw }, _reply, done) => {
    const isMissing = headers.host === undefined && raw.httpVersion !== '1.0';
    done(isMissing ? new App2WxappError('invalid_request', 'Send the header Host.') : undefined);
  });
}

/** Builds a response without a reply of Fastify: in Chinese, as without a requested language. */
function describe(failure: Failure): { headers: Record<string, string | number>; body: string } {
  const body = JSON.stringify(buildProblem(failure, 'zh'));
  const headers = {
    ...ANSWER_HEADERS,
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': 'zh-CN',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  return { headers, body };
}
