import { randomBytes } from 'node:crypto';

/** Where unguessable values come from. */
export interface Random {
  /** `size` bytes that nobody can predict. */
  bytes(size: number): Uint8Array;
}

/** The operating system's cryptographic generator. */
export const systemRandom: Random = { bytes: (size) => randomBytes(size) };

/** Id of an account or a pool: 24 hex characters, as at Authing. */
export function createObjectId(random: Random): string {
  return Buffer.from(random.bytes(12)).toString('hex');
}

/** `size` random bytes as unpadded base64url. */
export function createToken(random: Random, size: number): string {
  return Buffer.from(random.bytes(size)).toString('base64url');
}
