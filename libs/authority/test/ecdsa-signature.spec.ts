import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { toDerSignature, toJwtSignature } from '../src/ecdsa-signature.js';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const JWT = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
/** One number of a signature: zeros, then the bytes. */
const number = (...bytes: number[]) => Buffer.concat([Buffer.alloc(32 - bytes.length), Buffer.from(bytes)]);

describe('a signature on P-256', () => {
  test('by Node is valid as the signature of a JWT, and the same in DER again', () => {
    // One in 128 has a number with a zero before it, half have one with its first bit.
    for (let count = 0; count < 1000; count++) {
      const text = randomBytes(8);
      const der = sign('sha256', text, privateKey);
      const signature = toJwtSignature(der);
      expect(verify('sha256', text, JWT, signature)).toBe(true);
      expect(toDerSignature(signature)).toEqual(der);
    }
  });

  test.each([
    ['no zero before it', number(...Array<number>(32).fill(0x7f))],
    ['its first bit', number(...Array<number>(32).fill(0xff))],
    ['one zero before it', number(...Array<number>(31).fill(0x11))],
    ['a zero and then its first bit', number(0x80, ...Array<number>(30).fill(0))],
    ['one byte', number(1)],
    ['one byte with its first bit', number(0x80)],
    ['the value zero', number()],
  ])('is the same after both conversions where a number has %s', (_name, bytes) => {
    for (const signature of [Buffer.concat([bytes, number(5)]), Buffer.concat([number(5), bytes])]) {
      const der = toDerSignature(signature) as Buffer;
      expect(toJwtSignature(der)).toEqual(signature);
    }
  });

  test('is written in the shortest DER', () => {
    const signature = Buffer.concat([number(0x80), number()]);
    expect(toDerSignature(signature)).toEqual(Buffer.from([0x30, 7, 0x02, 2, 0, 0x80, 0x02, 1, 0]));
  });

  test.each([0, 63, 65, 128])('of %d bytes is none of a JWT', (length) => {
    expect(toDerSignature(Buffer.alloc(length))).toBeUndefined();
  });
});
