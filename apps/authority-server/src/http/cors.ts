import type { UserPools } from '@app2wxapp/authority';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerThrown } from '../answers/answer-failure.js';

const ALLOWED_ORIGIN = 'access-control-allow-origin';
/** Headers of the response to a preflight from an allowed page. */
const PREFLIGHT_HEADERS = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'content-type, accept-language, idempotency-key, authorization',
  'access-control-max-age': '600',
};

/**
 * Allows pages of the origins that a pool lists to call its public endpoints, without cookies; no other page. It
 * reads no pool for a request without `Origin`, such as that of a backend. A page cannot read a response that was
 * decided before, as a 429, or while its pool cannot be read.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function allowPages(fastify: FastifyInstance, pools: UserPools): void {
  addPreflights(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers;
    if (!request.routeOptions.config.pages) return done();
    void reply.header('vary', 'Origin');
    if (origin === undefined) return done();
    isListed(pools, request, origin).then(
      (listed) => {
        if (listed) allow(reply, origin);
        done();
      },
      // The handler reads the pool as well, and its failure is logged.
      () => done(),
    );
  });
}

function allow(reply: FastifyReply, origin: string): void {
  void reply.headers({
    [ALLOWED_ORIGIN]: origin,
    'access-control-expose-headers': 'retry-after, x-request-id',
  });
}

async function isListed(pools: UserPools, request: FastifyRequest, origin: string): Promise<boolean> {
  const { userPoolId } = request.params as { readonly userPoolId?: string };
  const pool = userPoolId === undefined ? undefined : await pools.find(userPoolId);
  return pool?.allowedOrigins.includes(origin) ?? false;
}

/** Adds an `OPTIONS` route beside every route that pages may call, under the same policy. Nest does not know it. */
function addPreflights(fastify: FastifyInstance): void {
  const known = new Set<string>();
  fastify.addHook('onRoute', ({ url, config }) => {
    if (!config?.pages || known.has(url)) return;
    known.add(url);
    fastify.options(url, { config, errorHandler: answerThrown }, (_request, reply) => {
      if (!reply.hasHeader(ALLOWED_ORIGIN)) return reply.callNotFound();
      // Without a length, old versions of Safari wait for a body.
      void reply.code(204).headers(PREFLIGHT_HEADERS).header('content-length', '0').send();
    });
  });
}
