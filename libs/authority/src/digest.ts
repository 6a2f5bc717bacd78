import { hash, timingSafeEqual } from 'node:crypto';

/**
 * SHA-256 of `text` as unpadded base64url (43 characters): the stored form of tickets, secrets and states, and S256 of
 * RFC 7636.
 *
 * A slow password hash would add nothing: every hashed value has at least 128 random bits, so a dictionary attack is
 * hopeless and no salt is needed. Do not use it for passwords.
 */
export function digest(text: string): string {
  return hash('sha256', text, 'base64url');
}

/** Compares two digests in constant time. */
export function equalDigests(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
