import { createHash, randomBytes } from 'node:crypto';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Lower-case hex digits. */
export function randomHex(length: number): string {
  return randomBytes(Math.ceil(length / 2))
    .toString('hex')
    .slice(0, length);
}

/** Letters and digits, as in the codes of `wx.login`. */
export function randomAlphanumeric(length: number): string {
  // 62 of 256 values leave a small bias, which nothing here depends on.
  return Array.from(randomBytes(length), (byte) => ALPHANUMERIC[byte % ALPHANUMERIC.length]).join('');
}

/** SHA-256 of the UTF-8 text. */
export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
