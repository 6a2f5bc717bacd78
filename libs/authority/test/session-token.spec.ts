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
  ])('is not active with %s', async (_name, claims) => {
    await expect(introspect(claims)).resolves.toEqual({ claims: undefined, accounts: [] });
  });
});
