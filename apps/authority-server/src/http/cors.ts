import type { UserPools } from '@app2wxapp/authority';
import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answerThrown } from '../answers/answer-failure.js';

const NO_PAGES: FastifyCorsOptions = { origin: false };

type CorsCallback = (error: Error | null, options?: FastifyCorsOptions) => void;

/** Allows pages of the origins that a pool lists to call its public endpoints, without cookies; no other page. */
export async function allowPages(fastify: FastifyInstance, pools: UserPools): Promise<void> {
  addPreflights(fastify);
  await fastify.register(cors, () => (request: FastifyRequest, callback: CorsCallback) => {
    const { userPoolId } = request.params as { userPoolId?: string };
    const isPage = request.headers.origin !== undefined && request.routeOptions.config.pages;
    if (!isPage || userPoolId === undefined) return callback(null, NO_PAGES);
    decideCors(pools, userPoolId).then(
      (decision) => callback(null, decision),
      () => callback(null, NO_PAGES),
    );
  });
}

/**
 * Adds an `OPTIONS` route beside every route that pages may call, under the same policy. Routes of `OPTIONS`, also
 * the plugin's for every other address, are not Nest's, and respond to unreadable requests as Nest's do.
 */
function addPreflights(fastify: FastifyInstance): void {
  const known = new Set<string>();
  fastify.addHook('onRoute', (route) => {
    const { url, config, method } = route;
    if (method === 'OPTIONS') route.errorHandler = answerThrown;
    if (!config?.pages || known.has(url)) return;
    known.add(url);
    // A request that the pool allows has its response before it comes to this.
    fastify.options(url, { config }, (_request, reply) => reply.callNotFound());
  });
}

async function decideCors(pools: UserPools, userPoolId: string): Promise<FastifyCorsOptions> {
  const pool = await pools.find(userPoolId);
  return {
    origin: pool && pool.allowedOrigins.length > 0 ? [...pool.allowedOrigins] : false,
    methods: ['GET', 'POST'],
    allowedHeaders: ['content-type', 'accept-language', 'idempotency-key', 'authorization'],
    exposedHeaders: ['retry-after', 'x-request-id'],
    maxAge: 600,
    // An OPTIONS without a header of a preflight would be refused as plain text.
    strictPreflight: false,
  };
}
