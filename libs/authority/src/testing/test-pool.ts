import { createObjectId, systemRandom } from '../random.port.js';
import type { UserPool } from '../user-pool.js';

/** Creates a pool that requires its secret, has none yet, and accepts tickets of any app; with the test's changes. */
export function createTestPool(changes: Partial<UserPool> = {}): UserPool {
  return {
    id: createObjectId(systemRandom, Date.now()),
    name: 'a pool',
    logo: '',
    secretRequired: true,
    requireBinding: true,
    requireBindingWithSecret: false,
    ticketTtlSeconds: 120,
    tokenTtlSeconds: 1_296_000,
    refreshTtlSeconds: 0,
    tokenFormat: 'ES256',
    responseStyle: 'bare',
    requirePhone: false,
    askProfile: false,
    checkNickname: false,
    linkByPhone: false,
    allowedAppIds: [],
    allowAnyApp: true,
    allowedOrigins: [],
    staticClaims: {},
    appId: null,
    secrets: [],
    ...changes,
  };
}
