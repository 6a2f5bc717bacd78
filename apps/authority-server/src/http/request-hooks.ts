import type { FastifyInstance } from 'fastify';
import { readClientAddress } from '../config/client-address.js';
import type { PublicUrl } from '../config/public-url.js';

const IDLE_CHECK_MS = 50;

/** Headers of every response. */
export const ANSWER_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/**
 * Adds the headers of every response. Where the public origin is https, HSTS restricts clients to it for a
 * year.
 *
 * @see RFC 6797 §7.2
 */
export function addHeaders(fastify: FastifyInstance, publicUrl: PublicUrl): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const isSecure = request.protocol === 'https' || publicUrl().startsWith('https:');
    if (isSecure) void reply.header('strict-transport-security', 'max-age=31536000');
    void reply.headers({ 'x-request-id': request.id, ...ANSWER_HEADERS });
    done();
  });
}

/** Logs one line for each request, without its query, headers or body: they contain tickets and secrets. */
export function addRequestLog(fastify: FastifyInstance): void {
  fastify.decorateRequest('operatorId', null);
  fastify.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        reqId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? '(none)',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        ip: readClientAddress(request),
        ...(request.operatorId !== null && { operator: request.operatorId }),
      },
      'request',
    );
    done();
  });
}

/**
 * Closes each connection after its last response. Fastify closes those that are idle when the stop begins; a busy one
 * would be kept open for the client's next request, and the process with it.
 */
export function endConnectionsAtStop(fastify: FastifyInstance): void {
  const { server } = fastify;
  fastify.addHook('preClose', (done) => {
    const timer = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    server.once('close', () => clearInterval(timer));
    done();
  });
}
