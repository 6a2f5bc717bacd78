import { verifyPoolSecret, type Clock, type UserPools } from '@app2wxapp/authority';
import { isApp2WxappError } from '@app2wxapp/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseAddress, readClientAddress } from '../config/client-address.js';
import { nameAddress, type RateLimits } from '../limits/rate-limits.js';
import type { ShownCredentials } from './route-policy.js';

/** Header by which a backend names the address of the user that it calls for. */
const USER_ADDRESS = 'app2wxapp-client-address';
const READS: readonly string[] = ['GET', 'HEAD'];

/** Dependencies of counting requests. */
interface LimitDependencies {
  readonly limits: RateLimits;
  readonly pools: UserPools;
  readonly clock: Clock;
}

/**
 * Counts every request to the public routes. Without the secret of the pool it counts by address and, unless it only
 * reads, by pool; before its body is read, where the route accepts no secret. With the right secret it counts for the
 * pool's backend and, within the pool, for the address of the user that the backend named. So requests without the
 * secret, to the authority or to a backend, do not consume the backend's limit.
 *
 * Where a secret is accepted, a request with an unreadable body, or for a pool that does not exist, also counts by
 * address apart from the others: an address that sent too many is refused before another body or pool is read.
 *
 * The `OPTIONS` that a browser sends before a request, and a request that no route serves, count as a request of their
 * address.
 */
export function limitRequests(fastify: FastifyInstance, dependencies: LimitDependencies): void {
  const { limits } = dependencies;
  fastify.decorateRequest('userAddress', null);
  fastify.decorateRequest('isBodyRead', false);
  fastify.addHook('onRequest', async (request) => {
    const { counted, credentials } = request.routeOptions.config;
    if (request.is404) return limits.consume('ip', nameAddress(readClientAddress(request)));
    if (!counted) return;
    if (request.method === 'OPTIONS') await limits.consume('ip', nameAddress(readClientAddress(request)));
    else if (credentials) await limits.consume('ip', nameFutile(request), 0);
    else await countStranger(limits, request);
  });
  fastify.addHook('onResponse', async (request) => {
    const { counted, credentials } = request.routeOptions.config;
    if (!counted || !credentials || request.method === 'OPTIONS' || request.isBodyRead) return;
    await limits.consume('ip', nameFutile(request)).catch(() => undefined); // the response is sent
  });
  fastify.addHook('preHandler', async (request) => {
    request.isBodyRead = true;
    const { counted, credentials } = request.routeOptions.config;
    if (!counted || !credentials || request.method === 'OPTIONS') return;
    const { userPoolId, isFutile } = await findTrustedPool(dependencies, () => credentials(request));
    if (isFutile) await limits.consume('ip', nameFutile(request));
    if (userPoolId === undefined) return countStranger(limits, request);
    await limits.consume('backend', userPoolId);
    const named = request.headers[USER_ADDRESS];
    request.userAddress = parseAddress(typeof named === 'string' ? named : undefined) ?? null;
    // Within the pool: a backend may name any address, and users of other pools have it as well.
    if (request.userAddress !== null)
      await limits.consume('ip', `${userPoolId}:${nameAddress(request.userAddress)}`);
  });
}

function nameFutile(request: FastifyRequest): string {
  return `futile:${nameAddress(readClientAddress(request))}`;
}

async function countStranger(limits: RateLimits, request: FastifyRequest): Promise<void> {
  await limits.consume('ip', nameAddress(readClientAddress(request)));
  const { userPoolId } = request.params as { userPoolId?: string };
  if (userPoolId === undefined || READS.includes(request.method)) return;
  if (/^[0-9a-f]{24}$/.test(userPoolId)) await limits.consume('pool', userPoolId);
}

/** Caller of a request, by the credentials that it presents before its body is validated. */
interface Finding {
  /** Pool whose secret was presented; absent without a valid one, which the handler rejects. */
  readonly userPoolId?: string;
  /** Whether the request names a pool that does not exist. */
  readonly isFutile?: boolean;
}

async function findTrustedPool(
  { pools, clock }: LimitDependencies,
  read: () => ShownCredentials,
): Promise<Finding> {
  try {
    const { userPoolId, secret } = read();
    if (typeof userPoolId !== 'string' || typeof secret !== 'string') return {};
    const pool = await pools.find(userPoolId);
    if (!pool) return { isFutile: true };
    return verifyPoolSecret(pool, secret, clock) ? { userPoolId } : {};
  } catch (error) {
    if (isApp2WxappError(error)) return {};
    throw error;
  }
}
