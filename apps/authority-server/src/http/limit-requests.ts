import type { FastifyInstance } from 'fastify';
import { readClientAddress } from '../config/client-address.js';
import { nameAddress, type RateLimits } from '../limits/rate-limits.js';

/** Counts every request to the public routes, by address and by pool, before its body is read. */
export function limitRequests(fastify: FastifyInstance, limits: RateLimits): void {
  fastify.addHook('onRequest', async (request) => {
    if (!request.routeOptions.config.counted || request.method === 'OPTIONS') return;
    await limits.consume('ip', nameAddress(readClientAddress(request)));
    const { userPoolId } = request.params as { userPoolId?: string };
    if (userPoolId !== undefined && /^[0-9a-f]{24}$/.test(userPoolId))
      await limits.consume('pool', userPoolId);
  });
}
