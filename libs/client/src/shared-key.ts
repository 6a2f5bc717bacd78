import { webcrypto } from 'node:crypto';
import type { JWTVerifyGetKey } from './jose.js';

/** Shortest key in bytes: a shorter one can be guessed. */
const MIN_BYTES = 32;

/**
 * Finds the mistake in a shared key.
 *
 * @returns `undefined` when it is a string of 32 bytes or more
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-3.2
 */
export function findKeyProblem(signingKey: unknown): string | undefined {
  if (typeof signingKey === 'string' && Buffer.byteLength(signingKey) >= MIN_BYTES) return undefined;
  return `"signingKey" must be ${MIN_BYTES} bytes or more`;
}

/** Creates the key of `jwtVerify` from a shared key that {@link findKeyProblem} accepts. */
export function createSharedKey(signingKey: string): JWTVerifyGetKey {
  const bytes = new TextEncoder().encode(signingKey);
  // Imported once: given the bytes, jose would import the key again for every token.
  const key = webcrypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  return () => key;
}
