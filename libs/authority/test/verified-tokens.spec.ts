import * as crypto from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { SignJWT } from 'jose';
import type { SessionStore, VerifiedToken } from '../src/index.js';

const verify = jest.fn(crypto.verify);
const createPublicKey = jest.fn(crypto.createPublicKey);
const createPrivateKey = jest.fn(crypto.createPrivateKey);
jest.unstable_mockModule('node:crypto', () => ({ ...crypto, verify, createPublicKey, createPrivateKey }));
const { introspectToken } = await import('../src/index.js');
const { createPool } = await import('./rules.js');
const { signJwt } = await import('../src/sign-jwt.js');
const { generateKeyPairSync } = crypto;

const NOW_SECONDS = 1_767_323_045;
const ISSUER = 'https://authority.example';
const pool = createPool({});
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe('a token whose signature was verified', () => {
  let now = NOW_SECONDS;
  let issuer = ISSUER;
  let active = true;
  let published: Map<string, KeyObject>;
  let verified: Map<string, VerifiedToken>;
  let token: string;
  const introspect = (presented = token, asked = pool) =>
    introspectToken(
      {
        keys: {
          findPoolKey: () => Promise.reject(new Error('not asked for')),
          findPublicKey: async (kid) => published.get(kid),
        },
        sessions: { isSessionActive: async () => active } as Partial<SessionStore> as SessionStore,
        clock: { now: () => now * 1000 },
        issuer: () => issuer,
        verified,
      },
      asked,
      presented,
    );

  beforeEach(async () => {
    now = NOW_SECONDS;
    issuer = ISSUER;
    active = true;
    published = new Map([['k', pair.publicKey]]);
    verified = new Map();
    const data = { id: '000000000000000000000001', unionid: null, clientId: pool.id };
    token = await new SignJWT({ data, sid: 'the-session' })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'k' })
      .setIssuer(ISSUER)
      .setAudience(pool.id)
      .setIssuedAt(NOW_SECONDS)
      .setExpirationTime(NOW_SECONDS + 60)
      .sign(pair.privateKey);
    await expect(introspect()).resolves.toMatchObject({ sid: 'the-session' });
    verify.mockClear();
  });

  test('is not verified again', async () => {
    for (let time = 0; time < 10; time++) await expect(introspect()).resolves.toMatchObject({ iss: ISSUER });
    expect(verify).not.toHaveBeenCalled();
  });

  test('is, like one that is signed, verified without the import of a key', async () => {
    const { sid, data } = (await introspect()) ?? {};
    const claims = { sid, data, iss: ISSUER, aud: pool.id, exp: NOW_SECONDS + 60 };
    for (let time = 0; time < 10; time++) {
      const other = signJwt({ alg: 'ES256', kid: 'k' }, { ...claims, jti: String(time) }, pair.privateKey);
      await expect(introspect(other)).resolves.toMatchObject({ jti: String(time) });
    }
    expect(verify).toHaveBeenCalledTimes(10);
    for (const imported of [createPublicKey, createPrivateKey]) expect(imported).not.toHaveBeenCalled();
  });

  test('is cached by its hash, without the token', () => {
    expect(JSON.stringify([...verified])).not.toContain(token.split('.')[2]);
  });

  test('is not active once its session has ended', async () => {
    active = false;
    await expect(introspect()).resolves.toBeUndefined();
  });

  test('is not active once it has expired', async () => {
    now += 59;
    await expect(introspect()).resolves.toBeDefined();
    now += 1;
    await expect(introspect()).resolves.toBeUndefined();
  });

  test('is not active at another pool', async () => {
    const other = createPool({ id: 'b'.repeat(24) });
    await expect(introspect(token, other)).resolves.toBeUndefined();
  });

  test('is not active once its key is no longer published', async () => {
    published.clear();
    await expect(introspect()).resolves.toBeUndefined();
  });

  test('is verified again when another key has the name of its key', async () => {
    published.set('k', generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
    await expect(introspect()).resolves.toBeUndefined();
    expect(verify).toHaveBeenCalledTimes(1);
  });

  test('is not active once the authority has another address', async () => {
    issuer = 'https://other.example';
    await expect(introspect()).resolves.toBeUndefined();
  });

  test.each<readonly [string, object, object?]>([
    ['another pool', { aud: 'b'.repeat(24) }],
    ['another issuer', { iss: 'https://other.example' }],
    ['a time that has passed', { exp: NOW_SECONDS }],
    ['a time that has no end', { exp: undefined }],
    ['a key that is not published', {}, { kid: 'another' }],
    ['another type', {}, { typ: 'at+jwt' }],
    ['another algorithm', {}, { alg: 'ES384' }],
    ['critical members', {}, { crit: ['exp'], exp: 1 }],
  ])('is refused for %s before its signature is verified', async (_name, changes, header = {}) => {
    const [first = '', second = '', third] = token.split('.');
    const change = (part: string, by: object) =>
      Buffer.from(
        JSON.stringify({ ...(JSON.parse(Buffer.from(part, 'base64url').toString()) as object), ...by }),
      ).toString('base64url');
    await expect(
      introspect(`${change(first, header)}.${change(second, changes)}.${third}`),
    ).resolves.toBeUndefined();
    expect(verify).not.toHaveBeenCalled();
  });

  test('has one spelling of its signature', async () => {
    const last = token.at(-1) ?? '';
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const other = letters[letters.indexOf(last) + 1] ?? '';
    const respelled = token.slice(0, -1) + other;
    const bytes = (text: string) => Buffer.from(text.split('.')[2] ?? '', 'base64url').toString('hex');
    expect(bytes(respelled)).toBe(bytes(token));
    await expect(introspect(respelled)).resolves.toBeUndefined();
    await expect(introspect(token.slice(0, -2))).resolves.toBeUndefined();
  });

  test('accepts no other signature over the same claims', async () => {
    const changed = `${token.slice(0, -6)}aaaaaA`;
    await expect(introspect(changed)).resolves.toBeUndefined();
    expect(verify).toHaveBeenCalledTimes(1);
    expect(verified.size).toBe(1);
  });
});
