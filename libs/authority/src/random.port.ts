import { randomBytes } from 'node:crypto';

/** Source of values that cannot be guessed. */
export interface Random {
  /** Returns `size` unpredictable bytes. */
  bytes(size: number): Uint8Array;
}

const POOL_BYTES = 4096;
let pool = randomBytes(0);

/** Cryptographic generator of Node. It draws many bytes at once, because each call has the same cost. */
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

// Ids begin with the second of their creation: ids created one after the other are neighbours in an index, so that an
// insertion into a large table touches no more pages than one into a small table.

/**
 * Creates the id of an account or a pool: 24 hex characters, as at Authing. The first eight are the second of its
 * creation, the others random. Not secret.
 *
 * @param nowMs Unix time in milliseconds
 */
export function createObjectId(random: Random, nowMs: number): string {
  return nameSecond(nowMs) + Buffer.from(random.bytes(8)).toString('hex');
}

/**
 * Creates the id of a session: the second of its creation in eight hex characters, then 128 random bits as unpadded
 * base64url. Not secret.
 *
 * @param nowMs Unix time in milliseconds
 */
export function createSessionId(random: Random, nowMs: number): string {
  return nameSecond(nowMs) + createToken(random, 16);
}

/** Creates a value of `size` random bytes as unpadded base64url. */
export function createToken(random: Random, size: number): string {
  return Buffer.from(random.bytes(size)).toString('base64url');
}

function nameSecond(nowMs: number): string {
  return (Math.floor(nowMs / 1000) % 2 ** 32).toString(16).padStart(8, '0');
}
