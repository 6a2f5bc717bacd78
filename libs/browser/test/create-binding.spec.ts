import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { buildLaunchPath, parseLaunchPath } from '@app2wxapp/core';
import fc from 'fast-check';
import { encodeBase64Url } from '../src/base64url.js';
import { createBinding, type BindingCrypto } from '../src/index.js';

// RFC 7636, appendix B.
const OCTETS = [
  116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191,
  240, 91, 88, 5, 88, 83, 132, 141, 121,
];

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());

describe('createBinding', () => {
  test('creates the verifier and challenge of RFC 7636 from its octets', async () => {
    const binding = await createBinding({
      randomBytes: (length) => Uint8Array.from(OCTETS.slice(0, length)),
      sha256,
    });
    expect(binding.codeVerifier).toBe('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk');
    expect(binding.codeChallenge).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });

  test("uses the platform's crypto, and no two are alike", async () => {
    const [one, two] = await Promise.all([createBinding(), createBinding()]);
    expect(one.state).toMatch(/^[\w-]{22}$/);
    expect(one.codeVerifier).toMatch(/^[\w-]{43}$/);
    expect(one.codeChallenge).toBe(createHash('sha256').update(one.codeVerifier).digest('base64url'));
    expect(one.state).not.toBe(two.state);
    expect(one.codeVerifier).not.toBe(two.codeVerifier);
  });

  test('fits into a launch path', async () => {
    const { state, codeChallenge } = await createBinding();
    const params = { userPoolId: 'abc', getPhone: false, useSelfWxapp: false, state, codeChallenge };
    expect(parseLaunchPath(buildLaunchPath(params))).toStrictEqual(params);
  });

  test.each<[string, BindingCrypto]>([
    ['too few bytes', { randomBytes: () => new Uint8Array(8), sha256 }],
    [
      'a digest of another length',
      { randomBytes: (n) => new Uint8Array(n), sha256: () => new Uint8Array(20) },
    ],
    ['nothing', {} as BindingCrypto],
    ['a failure', { randomBytes: () => Promise.reject(new Error('no entropy')), sha256 }],
  ])('rejects with crypto_unavailable when the source returns %s', async (_, crypto) => {
    await expect(createBinding(crypto)).rejects.toMatchObject({ code: 'crypto_unavailable' });
  });
});

test('base64url equals Node’s for all bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(encodeBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
    }),
  );
});
