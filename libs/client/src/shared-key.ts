import { webcrypto } from 'node:crypto';
import { App2WxappError } from '@app2wxapp/core';
import type { JWTVerifyGetKey } from './jose.js';

/** Shorter keys can be guessed. */
const MIN_BYTES = 32;

/**
 * Makes a shared key available to `jwtVerify`.
 *
 * @throws {App2WxappError} `invalid_options` when it is shorter than 32 bytes
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-3.2
 */
export function createSharedKey(signingKey: string): JWTVerifyGetKey {
  const bytes = new TextEncoder().encode(signingKey);
  if (typeof signingKey !== 'string' || bytes.length < MIN_BYTES) {
    throw new App2WxappError('invalid_options', `"signingKey" must be ${MIN_BYTES} bytes or more.`);
  }
  // Once: given the bytes, jose would make the key anew for every token.
  const key = webcrypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  return () => key;
}
