import type { UserPools } from '@app2wxapp/authority';
import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';

type CorsCallback = (error: Error | null, options?: FastifyCorsOptions) => void;

/** Lets pages of the origins that a pool lists call its public endpoints, without cookies; no other page may. */
export async function allowPages(fastify: FastifyInstance, pools: UserPools): Promise<void> {
  await fastify.register(cors, () => (request: FastifyRequest, callback: CorsCallback) => {
    decideCors(pools, request).then(
      (decision) => callback(null, decision),
      () => callback(null, { origin: false }),
    );
  });
}

async function decideCors(pools: UserPools, request: FastifyRequest): Promise<FastifyCorsOptions> {
  if (request.headers.origin === undefined) return { origin: false };
  const [, userPoolId] = /^\/oauth\/app2wxapp\/\w+\/([0-9a-f]{24})(?:\?|$)/.exec(request.url) ?? [];
  const pool = userPoolId === undefined ? undefined : await pools.find(userPoolId);
  return {
    origin: pool && pool.allowedOrigins.length > 0 ? [...pool.allowedOrigins] : false,
    methods: ['GET', 'POST'],
    allowedHeaders: ['content-type', 'accept-language', 'idempotency-key', 'authorization'],
    exposedHeaders: ['retry-after', 'x-request-id'],
    maxAge: 600,
  };
}
