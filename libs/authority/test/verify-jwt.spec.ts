import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { decodeJwt, verifySignature, type DecodedJwt } from '../src/verify-jwt.js';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const SECRET = randomBytes(32);
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const SIGNED = `${encode({ alg: 'ES256', kid: 'k' })}.${encode({ sub: 'u' })}`;
const es256 = sign('sha256', Buffer.from(SIGNED), { key: privateKey, dsaEncoding: 'ieee-p1363' });
const hs256 = createHmac('sha256', SECRET).update(SIGNED).digest();

describe('a JWT is decoded', () => {
  test('into its header, its claims, the text that was signed, and the signature', () => {
    expect(decodeJwt(`${SIGNED}.${es256.toString('base64url')}`, 'ES256')).toEqual({
      header: { alg: 'ES256', kid: 'k' },
      claims: { sub: 'u' },
      signed: SIGNED,
      signature: es256,
    });
  });

  test.each([
    ['an empty text', ''],
    ['two parts', SIGNED],
    ['four parts', `${SIGNED}.AAAA.AAAA`],
    ['a part without a character', `${SIGNED}.`],
    ['a blank before it', ` ${SIGNED}.AAAA`],
    ['a line end after it', `${SIGNED}.AAAA\n`],
    ['another spelling of its signature', `${SIGNED}.AAB`],
    ['a header that is no JSON', `AAAA.${encode({})}.AAAA`],
    ['claims that are no JSON', `${encode({ alg: 'ES256' })}.AAAA.AAAA`],
    ['a header that is null', `${encode(null)}.${encode({})}.AAAA`],
    ['a header that is a number', `${encode(1)}.${encode({})}.AAAA`],
    ['a header without an algorithm', `${encode({})}.${encode({})}.AAAA`],
    ['another algorithm', `${encode({ alg: 'HS256' })}.${encode({})}.AAAA`],
    ['no algorithm at all', `${encode({ alg: 'none' })}.${encode({})}.AAAA`],
    ['critical members', `${encode({ alg: 'ES256', crit: ['exp'] })}.${encode({})}.AAAA`],
  ])('but not with %s', (_name, token) => {
    expect(decodeJwt(token, 'ES256')).toBeUndefined();
  });

  test.each([null, 1, 'text'])('without claims where they are %j', (claims) => {
    const decoded = decodeJwt(`${encode({ alg: 'ES256' })}.${encode(claims)}.AAAA`, 'ES256');
    expect(decoded?.claims.sub).toBeUndefined();
  });
});

describe.each([
  ['ES256', publicKey, es256],
  ['HS256', SECRET, hs256],
] as const)('a signature by %s', (_name, key, signature) => {
  const verify = (changes: Partial<DecodedJwt>) =>
    verifySignature({ header: {}, claims: {}, signed: SIGNED, signature, ...changes }, key);
  const last = signature.length - 1;

  test('is valid for the text that was signed', async () => {
    await expect(verify({})).resolves.toBe(true);
  });

  test.each([
    ['for another text', { signed: `${SIGNED}a` }],
    [
      'with another bit at its end',
      { signature: Buffer.concat([signature.subarray(0, last), Buffer.from([Number(signature[last]) ^ 1])]) },
    ],
    ['without its last byte', { signature: signature.subarray(0, last) }],
    ['with a byte more', { signature: Buffer.concat([signature, Buffer.from([0])]) }],
    ['of zeros', { signature: Buffer.alloc(signature.length) }],
    ['without a byte', { signature: Buffer.alloc(0) }],
  ])('is not valid %s', async (_change, changes) => {
    await expect(verify(changes)).resolves.toBe(false);
  });
});
