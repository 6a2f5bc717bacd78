import { createObjectId, systemRandom } from '../random.port.js';
import type { UserPool } from '../user-pool.js';

/** Makes a pool that needs its secret, has none yet, and takes tickets of any app; with what the test changes. */
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
