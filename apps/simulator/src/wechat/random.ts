import { createHash, randomBytes } from 'node:crypto';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Creates a text of lower-case hex digits. */
export function randomHex(length: number): string {
  return randomBytes(Math.ceil(length / 2))
    .toString('hex')
    .slice(0, length);
}

/** Creates a text of letters and digits, as in the codes of `wx.login`. */
export function randomAlphanumeric(length: number): string {
  // 62 of 256 values leave a small bias, which nothing here depends on.
  return Array.from(randomBytes(length), (byte) => ALPHANUMERIC[byte % ALPHANUMERIC.length]).join('');
}

/** Hashes the UTF-8 text by SHA-256. */
export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
