import type { TokenClaims } from '@app2wxapp/core';
import { sinceThen } from './key-set.js';
import { TokenMemory } from './token-memory.js';
import { expired } from './verify-token.js';

/** Milliseconds for which a verified signature is cached: a withdrawn key is rejected this much later. */
export const VERIFIED_MS = 60_000;

/**
 * Caches tokens whose signature was verified in the last minute, since users send the same token with each request
 * and the signature takes most of a verification. Expiry is checked each time. Rejected tokens are not cached.
 *
 * @param verify verifies a token by its signature and claims
 * @throws {App2WxappError} each verification: `token_expired`, or the error of `verify`
 */
export function createVerifiedTokens(
  verify: (token: string) => Promise<TokenClaims>,
): (token: string) => Promise<TokenClaims> {
  const verified = new TokenMemory<{ readonly claims: TokenClaims; readonly verifiedAt: number }>();
  return async (token) => {
    const known = typeof token === 'string' ? verified.find(token) : undefined;
    if (known && sinceThen(known.verifiedAt) < VERIFIED_MS) {
      if (known.claims.exp <= Date.now() / 1000) throw expired();
      return copy(known.claims);
    }
    const claims = await verify(token);
    verified.keep(token, { claims, verifiedAt: Date.now() });
    return copy(claims);
  };
}

/** Copies claims, since callers may change the result. */
function copy(claims: TokenClaims): TokenClaims {
  return { ...claims, data: { ...claims.data } };
}
