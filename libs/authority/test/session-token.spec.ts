import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import {
  createTokenSigner,
  introspectToken,
  systemRandom,
  type Login,
  type SessionStore,
} from '../src/index.js';
import { createPool } from './rules.js';

const NOW_MS = 1_767_323_045_678;
const ISSUER = () => 'https://authority.example';
const POOL_KEY = new TextEncoder().encode('a key of the pool, of 32 bytes or more');
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keys = {
  findCurrent: async () => ({ kid: 'k', privateKey }),
  findPoolKey: async () => POOL_KEY,
  findPublicKey: async (kid: string) => (kid === 'k' ? publicKey : undefined),
};
const account = {
  id: '000000000000000000000001',
  ...{ unionid: null, phone: null, nickname: '', photo: '', metadata: '""' },
  ...{ loginsCount: 1, blocked: false, isDeleted: false, signedUp: new Date(NOW_MS), validAfter: null },
};
const login: Login = {
  account,
  sessionId: 'the-session',
  ...{ appId: 'wx', openid: 'o', ip: '203.0.113.7', loggedInAt: new Date(NOW_MS) },
};

describe('the token of a session', () => {
  test('has an id of its own, also of those that are signed in one second', async () => {
    const signer = createTokenSigner(ISSUER, keys, systemRandom);
    const tokens = await Promise.all(Array.from({ length: 20 }, () => signer.sign(createPool({}), login)));
    expect(new Set(tokens.map(({ token }) => decodeJwt(token).jti)).size).toBe(20);
  });
});

describe('a token of the format ES256', () => {
  const pool = createPool({ tokenFormat: 'ES256' });
  const introspect = (token: string) => {
    const sessions = { isSessionActive: async () => true } as Partial<SessionStore> as SessionStore;
    const dependencies = { keys, sessions, clock: { now: () => NOW_MS }, issuer: ISSUER };
    return introspectToken(dependencies, pool, token);
  };

  test('is not active with anything around it', async () => {
    const { token } = await createTokenSigner(ISSUER, keys, systemRandom).sign(pool, login);
    await expect(introspect(token)).resolves.toMatchObject({ sid: login.sessionId });
    for (const changed of [`${token} `, ` ${token}`, `${token}\n`, token.replace('.', ' .'), `${token}=`]) {
      await expect(introspect(changed)).resolves.toBeUndefined();
    }
  });

  test.each(['at+jwt', 'logout+jwt', undefined])('is not active as what is signed as %s', async (typ) => {
    const { token } = await createTokenSigner(ISSUER, keys, systemRandom).sign(pool, login);
    const signed = new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'ES256', kid: 'k', typ });
    await expect(introspect(await signed.sign(privateKey))).resolves.toBeUndefined();
  });
});

describe('a token of the format HS256', () => {
  const pool = createPool({ tokenFormat: 'HS256' });
  const introspect = async (claims: Record<string, unknown>) => {
    const accounts: unknown[] = [];
    const sessions = {
      isAccountActive: async (_pool: string, id: string) => accounts.push(id) > 0,
    } as Partial<SessionStore> as SessionStore;
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(POOL_KEY);
    const dependencies = { keys, sessions, clock: { now: () => NOW_MS }, issuer: ISSUER };
    return { claims: await introspectToken(dependencies, pool, token), accounts };
  };
  const data = { id: account.id, unionid: null, clientId: pool.id };
  const times = { iat: NOW_MS / 1000, exp: NOW_MS / 1000 + 60 };

  test('is active while its account is', async () => {
    await expect(introspect({ data, ...times })).resolves.toEqual({
      claims: { data, ...times },
      accounts: [account.id],
    });
  });

  test('names no session, whatever claims were added by the holder of the key', async () => {
    const { claims } = await introspect({ data, ...times, sid: 'a-session', sub: 'a-user' });
    expect(claims).toEqual({ data, ...times });
  });

  test.each([
    ['no data', times],
    ['data that is null', { data: null, ...times }],
    ['data that is a text', { data: 'data', ...times }],
    ['no id', { data: { ...data, id: undefined }, ...times }],
    ['an id that is no text', { data: { ...data, id: { a: 1 } }, ...times }],
    ['a unionid that is no text', { data: { ...data, unionid: 1 }, ...times }],
    ['another pool', { data: { ...data, clientId: 'another' }, ...times }],
    ['no end', { data, iat: times.iat }],
    ['no time of issue', { data, exp: times.exp }],
    ['an id that no text column takes', { data: { ...data, id: 'an id\u0000' }, ...times }],
    ['an id of any length', { data: { ...data, id: 'a'.repeat(2000) }, ...times }],
    ['a time of issue that no clock shows', { data, iat: 1e300, exp: 1e301 }],
    ['a time of issue that is no date', { data, iat: 8.64e12 + 1, exp: 8.64e13 }],
    ['a time of issue before there was any', { data, iat: -1e300, exp: times.exp }],
    // The end of all tokens until now would not end it.
    ['a time of issue that is yet to come', { data, iat: times.iat + 120, exp: times.exp + 240 }],
  ])('is not active with %s', async (_name, claims) => {
    await expect(introspect(claims)).resolves.toEqual({ claims: undefined, accounts: [] });
  });
});
