import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { jwtVerify } from 'jose';
import { signJwt } from '../src/sign-jwt.js';

const CLAIMS = { sub: 'a', name: '微信用户', data: { unionid: null, id: 'b' } };

describe('a signed token', () => {
  test('verifies by ES256 under the public half of its key, with the key id in the header', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const token = signJwt({ alg: 'ES256', kid: 'k' }, CLAIMS, privateKey);
    const verified = await jwtVerify(token, publicKey, { algorithms: ['ES256'] });
    expect(verified.payload).toEqual(CLAIMS);
    expect(verified.protectedHeader).toEqual({ alg: 'ES256', typ: 'JWT', kid: 'k' });
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await expect(jwtVerify(token, other.publicKey)).rejects.toThrow('signature');
  });

  test('verifies by HS256 under the same key', async () => {
    const key = new Uint8Array(32).fill(7);
    const token = signJwt({ alg: 'HS256' }, CLAIMS, key);
    const verified = await jwtVerify(token, key, { algorithms: ['HS256'] });
    expect(verified.payload).toEqual(CLAIMS);
    expect(verified.protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT' });
    await expect(jwtVerify(token, new Uint8Array(32).fill(8))).rejects.toThrow('signature');
  });
});
