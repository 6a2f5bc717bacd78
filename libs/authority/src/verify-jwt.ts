import { createHmac, timingSafeEqual, verify, type KeyObject } from 'node:crypto';
import { toDerSignature } from './ecdsa-signature.js';

/** JWS in compact form: no other spelling of a token is accepted. */
const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

/** Token whose parts were decoded. Its signature was **not** verified. */
export interface DecodedJwt {
  /** Header of the token, not validated except for the algorithm. */
  readonly header: Readonly<Record<string, unknown>>;
  /** Claims of the token, not validated. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** Text that was signed. */
  readonly signed: string;
  /** Bytes of the signature. */
  readonly signature: Buffer;
}

/**
 * Decodes a JWT in compact form that names this algorithm. It does **not** verify the signature and checks no claim.
 *
 * @param alg the algorithm of the pool (RFC 8725 §3.1): a token of another one is not decoded
 * @returns `undefined` for any other text, and for a header with critical members, since none is supported
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-5.2
 */
export function decodeJwt(token: string, alg: 'ES256' | 'HS256'): DecodedJwt | undefined {
  const parts = COMPACT.exec(token) as unknown as readonly [string, string, string, string] | null;
  if (!parts) return undefined;
  const [, first, second, third] = parts;
  const signature = Buffer.from(third, 'base64url');
  // The last character has bits without a meaning, which would give a token many spellings.
  if (signature.toString('base64url') !== third) return undefined;
  try {
    const header = decodeObject(first);
    if (header.alg !== alg || 'crit' in header) return undefined;
    return { header, claims: decodeObject(second), signed: `${first}.${second}`, signature };
  } catch {
    return undefined;
  }
}

/** @throws {SyntaxError} for a text that is no JSON. Other JSON than an object has none of a JWT's members. */
function decodeObject(part: string): Readonly<Record<string, unknown>> {
  return { ...(JSON.parse(Buffer.from(part, 'base64url').toString()) as object) };
}

/**
 * Verifies the signature of a decoded token: ES256 with a public key on P-256, HS256 with the bytes of a key.
 *
 * Node's own function takes half the time of Web Crypto, and works in another thread. A signature of another length than
 * the algorithm's is not valid.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-3.4
 */
export async function verifySignature(
  { signed, signature }: DecodedJwt,
  key: KeyObject | Uint8Array,
): Promise<boolean> {
  if (key instanceof Uint8Array) {
    const expected = createHmac('sha256', key).update(signed).digest();
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  }
  const der = toDerSignature(signature);
  if (!der) return false;
  return new Promise((resolve, reject) => {
    verify('sha256', Buffer.from(signed), key, der, (error, isValid) =>
      error ? reject(error) : resolve(isValid),
    );
  });
}
