import { hash, timingSafeEqual } from 'node:crypto';

/**
 * SHA-256 of `text` as unpadded base64url (43 characters): how tickets, secrets and states are kept at rest, and
 * what RFC 7636 calls S256.
 *
 * A slow password hash would add nothing here: every value that is hashed holds at least 128 random bits that a
 * machine made, so there is no dictionary to try and no salt is needed. What people choose must not go in here.
 */
export function digest(text: string): string {
  return hash('sha256', text, 'base64url');
}

/** Compares two digests in a time that does not tell where they differ. */
export function equalDigests(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
