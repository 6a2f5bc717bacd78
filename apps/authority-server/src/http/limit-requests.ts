import { verifyPoolSecret, type Clock, type UserPools } from '@app2wxapp/authority';
import { isApp2WxappError } from '@app2wxapp/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseAddress, readClientAddress } from '../config/client-address.js';
import { nameAddress, type RateLimits } from '../limits/rate-limits.js';

/** Header by which a backend names the address of the user that it calls for. */
const USER_ADDRESS = 'app2wxapp-client-address';

/** What counting requests needs. */
interface LimitDependencies {
  readonly limits: RateLimits;
  readonly pools: UserPools;
  readonly clock: Clock;
}

/**
 * Counts every request to the public routes. Without the secret of the pool it counts by address and, unless it only
 * reads, by pool; before its body is read, where the route takes no secret. With the right secret it counts for the
 * pool's backend and for the address of the user that the backend named. So what strangers send to the authority or to a
 * backend does not use up what the backend may send.
 *
 * Where a secret is taken, a request whose body cannot be read is counted by address, apart from the others: an address
 * that sent too many is refused before another body is read.
 */
export function limitRequests(fastify: FastifyInstance, dependencies: LimitDependencies): void {
  const { limits } = dependencies;
  fastify.decorateRequest('userAddress', null);
  fastify.decorateRequest('isBodyRead', false);
  fastify.addHook('onRequest', async (request) => {
    const { counted, credentials } = request.routeOptions.config;
    if (!counted || request.method === 'OPTIONS') return;
    if (credentials) await limits.consume('ip', nameUnreadable(request), 0);
    else await countStranger(limits, request);
  });
  fastify.addHook('onResponse', async (request) => {
    const { counted, credentials } = request.routeOptions.config;
    if (!counted || !credentials || request.method === 'OPTIONS' || request.isBodyRead) return;
    await limits.consume('ip', nameUnreadable(request)).catch(() => undefined); // the answer is sent
  });
  fastify.addHook('preHandler', async (request) => {
    request.isBodyRead = true;
    const { counted, credentials } = request.routeOptions.config;
    if (!counted || !credentials || request.method === 'OPTIONS') return;
    const userPoolId = await findTrustedPool(dependencies, () => credentials(request));
    if (userPoolId === undefined) return countStranger(limits, request);
    await limits.consume('backend', userPoolId);
    const named = request.headers[USER_ADDRESS];
    request.userAddress = parseAddress(typeof named === 'string' ? named : undefined) ?? null;
    if (request.userAddress !== null) await limits.consume('ip', nameAddress(request.userAddress));
  });
}

function nameUnreadable(request: FastifyRequest): string {
  return `unreadable:${nameAddress(readClientAddress(request))}`;
}

async function countStranger(limits: RateLimits, request: FastifyRequest): Promise<void> {
  await limits.consume('ip', nameAddress(readClientAddress(request)));
  const { userPoolId } = request.params as { userPoolId?: string };
  if (userPoolId === undefined || request.method === 'GET') return;
  if (/^[0-9a-f]{24}$/.test(userPoolId)) await limits.consume('pool', userPoolId);
}

/** @returns the pool whose secret was shown; `undefined` when it was none or a wrong one, which the handler refuses */
async function findTrustedPool(
  { pools, clock }: LimitDependencies,
  read: () => { readonly userPoolId: string; readonly secret?: string },
): Promise<string | undefined> {
  try {
    const { userPoolId, secret } = read();
    if (typeof secret !== 'string') return undefined;
    const pool = await pools.find(userPoolId);
    return pool && verifyPoolSecret(pool, secret, clock) ? pool.id : undefined;
  } catch (error) {
    if (isApp2WxappError(error)) return undefined;
    throw error;
  }
}
