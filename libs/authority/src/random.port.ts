import { randomBytes } from 'node:crypto';

/** Source of values that cannot be guessed. */
export interface Random {
  /** Returns `size` unpredictable bytes. */
  bytes(size: number): Uint8Array;
}

const POOL_BYTES = 4096;
let pool = randomBytes(0);

/** Node's cryptographic generator. It draws many bytes at once, because each call has the same cost. */
export const systemRandom: Random = {
  bytes(size) {
    // Stryker disable next-line EqualityOperator,ConditionalExpression: drawn earlier, they are as random.
    if (pool.length < size) pool = randomBytes(Math.max(POOL_BYTES, size));
    const taken = Uint8Array.from(pool.subarray(0, size));
    pool.fill(0, 0, size);
    pool = pool.subarray(size);
    return taken;
  },
};

/** Id of an account or a pool: 24 hex characters, as at Authing. */
export function createObjectId(random: Random): string {
  return Buffer.from(random.bytes(12)).toString('hex');
}

/** `size` random bytes as unpadded base64url. */
export function createToken(random: Random, size: number): string {
  return Buffer.from(random.bytes(size)).toString('base64url');
}
