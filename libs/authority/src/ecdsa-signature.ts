/** Bytes of each of the two numbers of a signature on P-256. */
const SIZE = 32;
const SEQUENCE = 0x30;
const INTEGER = 0x02;

// Node converts signatures as well (`dsaEncoding`), but in Node 24 that takes longer than the signature itself.

/**
 * Converts a signature on P-256 from DER, as Node signs, to the 64 bytes of a JWT.
 *
 * @param der signature by `node:crypto`; not validated
 * @see https://www.rfc-editor.org/rfc/rfc3279#section-2.2.3
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-3.4
 */
export function toJwtSignature(der: Buffer): Buffer {
  const signature = Buffer.alloc(2 * SIZE);
  let start = 2;
  for (const end of [SIZE, 2 * SIZE]) {
    const first = start + 2;
    const next = first + Number(der[start + 1]);
    // DER writes a number without the zeros before it, and with one before a bit that would be its sign.
    const bytes = der.subarray(Math.max(first, next - SIZE), next);
    signature.set(bytes, end - bytes.length);
    start = next;
  }
  return signature;
}

/**
 * Converts the signature of a JWT on P-256 to DER, as Node verifies.
 *
 * @returns `undefined` for a signature that is not 64 bytes long
 */
export function toDerSignature(signature: Buffer): Buffer | undefined {
  if (signature.length !== 2 * SIZE) return undefined;
  const der = Buffer.alloc(2 * SIZE + 8);
  let next = 2;
  for (const start of [0, SIZE]) {
    const number = signature.subarray(start, start + SIZE);
    const first = number.findIndex((byte) => byte !== 0);
    const bytes = number.subarray(first === -1 ? SIZE - 1 : first);
    const length = bytes.length + (Number(bytes[0]) >> 7);
    der.set([INTEGER, length], next);
    next += 2 + length;
    der.set(bytes, next - bytes.length);
  }
  der.set([SEQUENCE, next - 2]);
  return der.subarray(0, next);
}
