import { generateKeyPairSync } from 'node:crypto';
import { App2WxappError } from '@app2wxapp/core';
import { describe, expect, jest, test } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import {
  createTokenSigner,
  introspectToken,
  RESERVED_CLAIMS,
  systemRandom,
  verifySessionToken,
  type Login,
  type SessionStore,
  type TokenFormat,
} from '../src/index.js';
import { createPool } from './rules.js';

const NOW_MS = 1_767_323_045_678;
const ISSUER = () => 'https://authority.example';
const POOL_KEY = new TextEncoder().encode('a key of the pool, of 32 bytes or more');
const sign = (changes: Parameters<typeof createPool>[0], of = login, notAfter?: Date) =>
  createTokenSigner(ISSUER, keys, systemRandom).sign(createPool(changes), of, notAfter);
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
  test('has an id of its own, also among those that are signed in one second', async () => {
    const signer = createTokenSigner(ISSUER, keys, systemRandom);
    const tokens = await Promise.all(Array.from({ length: 20 }, () => signer.sign(createPool({}), login)));
    expect(new Set(tokens.map(({ token }) => decodeJwt(token).jti)).size).toBe(20);
  });

  test('has the registered claims and those of the pool, under the key of the authority', async () => {
    const staticClaims = { role: 'player', sub: 'another', exp: 1, iss: 'x', aud: 'x', jti: 'x', sid: 'x' };
    const { token, expiresAt } = await sign({ staticClaims, tokenTtlSeconds: 60 });
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'JWT', kid: 'k' });
    const { payload } = await jwtVerify(token, publicKey, { currentDate: new Date(NOW_MS) });
    const { jti = '' } = payload;
    expect(Buffer.from(jti, 'base64url')).toHaveLength(16);
    const iat = Math.floor(NOW_MS / 1000);
    const pool = createPool({});
    expect(payload).toEqual({
      ...{ data: { unionid: null, id: account.id, clientId: pool.id }, role: 'player' },
      ...{ iss: ISSUER(), sub: account.id, aud: pool.id, jti, sid: 'the-session', iat, exp: iat + 60 },
    });
    expect(expiresAt).toEqual(new Date((iat + 60) * 1000));
  });

  test('is valid no longer than its limit, and no longer than the pool sets', async () => {
    const iat = Math.floor(NOW_MS / 1000);
    for (const [seconds, exp] of [
      [30.9, iat + 30],
      [90, iat + 60],
    ] as const) {
      const notAfter = new Date((iat + seconds) * 1000);
      const { token, expiresAt } = await sign({ tokenTtlSeconds: 60 }, login, notAfter);
      expect([decodeJwt(token).exp, expiresAt]).toEqual([exp, new Date(exp * 1000)]);
    }
  });

  test('is issued when tokens of its account are valid again, where it has no session id', async () => {
    const iat = Math.floor(NOW_MS / 1000);
    const issuedAt = async (tokenFormat: TokenFormat, validAfterSeconds: number) => {
      const validAfter = new Date(validAfterSeconds * 1000);
      const { token } = await sign({ tokenFormat }, { ...login, account: { ...account, validAfter } });
      return decodeJwt(token).iat;
    };
    expect(await issuedAt('HS256', iat + 1)).toBe(iat + 1);
    expect(await issuedAt('HS256', iat - 1)).toBe(iat);
    expect(await issuedAt('ES256', iat + 1)).toBe(iat);
  });

  test('has no name that a static claim may have', () => {
    const names = ['data', 'iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'sid', 'client_id', 'cnf', 'act'];
    expect(RESERVED_CLAIMS).toEqual([...names, 'may_act', 'azp', 'nonce', 'auth_time', '__proto__']);
  });
});

describe('a token of the format ES256', () => {
  const pool = createPool({ tokenFormat: 'ES256' });
  const sessions = { isSessionActive: async () => true } as Partial<SessionStore> as SessionStore;
  const dependencies = { keys, sessions, clock: { now: () => NOW_MS }, issuer: ISSUER };
  const introspect = (token: string) => introspectToken(dependencies, pool, token);

  test('is not active with additional characters', async () => {
    const { token } = await createTokenSigner(ISSUER, keys, systemRandom).sign(pool, login);
    await expect(introspect(token)).resolves.toMatchObject({ sid: login.sessionId });
    for (const changed of [`${token} `, ` ${token}`, `${token}\n`, token.replace('.', ' .'), `${token}=`]) {
      await expect(introspect(changed)).resolves.toBeUndefined();
    }
  });

  const resign = async (change: (signed: SignJWT) => SignJWT, header = {}) => {
    const { token } = await sign({});
    const signed = new SignJWT(decodeJwt(token));
    signed.setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'k', ...header });
    return introspect(await change(signed).sign(privateKey));
  };

  test('is active as the authority signs it, and at no other issuer, pool, time or key id', async () => {
    await expect(resign((signed) => signed)).resolves.toMatchObject({ sid: login.sessionId });
    const now = Math.floor(NOW_MS / 1000);
    for (const change of [
      (signed: SignJWT) => signed.setIssuer('https://other.example'),
      (signed: SignJWT) => signed.setAudience('another'),
      (signed: SignJWT) => signed.setExpirationTime(now),
    ]) {
      await expect(resign(change)).resolves.toBeUndefined();
    }
    for (const kid of ['another', undefined]) {
      await expect(resign((signed) => signed, { kid })).resolves.toBeUndefined();
    }
  });

  test('is verified by its key id, or by none, and only when it is in compact form', async () => {
    const findPublicKey = jest.fn(async () => publicKey);
    const verify = (token: string) =>
      verifySessionToken({ ...dependencies, keys: { ...keys, findPublicKey } }, pool, token);
    const signWith = (header: object) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', ...header })
        .setIssuer(ISSUER())
        .setAudience(pool.id)
        .setExpirationTime(NOW_MS / 1000 + 60)
        .sign(privateKey);
    const valid = await signWith({});
    await expect(verify(valid)).resolves.toBeDefined();
    for (const token of ['', 'a', 'a.b', 'a.b.c.d', 'a.b.c d', ` ${valid}`, `${valid} `]) {
      await expect(verify(token)).rejects.toMatchObject({
        code: 'invalid_token',
        message: 'The token is invalid: of another pool, altered, or expired.',
      });
    }
    await expect(verify(await signWith({ kid: 7 }))).rejects.toMatchObject({ code: 'invalid_token' });
    expect(findPublicKey.mock.calls).toEqual([['']]);
  });

  test('is rejected under an algorithm of a shared key, for which the public key would be the secret', async () => {
    const findPublicKey = async () => publicKey;
    for (const format of ['pem', 'der'] as const) {
      const signed = new SignJWT({}).setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: 'k' });
      signed.setIssuer(ISSUER()).setAudience(pool.id);
      const token = await signed.sign(Buffer.from(publicKey.export({ format, type: 'spki' } as never)));
      const verifying = verifySessionToken(
        { ...dependencies, keys: { ...keys, findPublicKey } },
        pool,
        token,
      );
      await expect(verifying).rejects.toMatchObject({ code: 'invalid_token' });
    }
  });

  test.each([
    ['an error of the database', new Error('the database is away')],
    ['a refusal of another kind', new App2WxappError('unavailable', 'The database is away.')],
  ])('hides no failure of the store of keys: %s', async (_name, broken) => {
    const { token } = await sign({});
    const findPublicKey = () => Promise.reject(broken);
    const asked = introspectToken({ ...dependencies, keys: { ...keys, findPublicKey } }, pool, token);
    await expect(asked).rejects.toBe(broken);
  });

  test('looks up its session in its pool, at the current time', async () => {
    const isSessionActive = jest.fn(async () => false);
    const ended = { isSessionActive } as Partial<SessionStore> as SessionStore;
    const { token } = await sign({});
    await expect(introspectToken({ ...dependencies, sessions: ended }, pool, token)).resolves.toBeUndefined();
    expect(isSessionActive.mock.calls).toEqual([[pool.id, 'the-session', new Date(NOW_MS)]]);
  });

  test.each(['at+jwt', 'logout+jwt', undefined])('is not active when it is signed as %s', async (typ) => {
    const { token } = await createTokenSigner(ISSUER, keys, systemRandom).sign(pool, login);
    const signed = new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'ES256', kid: 'k', typ });
    await expect(introspect(await signed.sign(privateKey))).resolves.toBeUndefined();
  });
});

describe('a token of the format HS256', () => {
  const pool = createPool({ tokenFormat: 'HS256' });
  const introspect = async (claims: Record<string, unknown>) => {
    const asked: unknown[] = [];
    const isAccountActive = async (...account: unknown[]) => asked.push(...account) > 0;
    const sessions = { isAccountActive } as Partial<SessionStore> as SessionStore;
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(POOL_KEY);
    const dependencies = { keys, sessions, clock: { now: () => NOW_MS }, issuer: ISSUER };
    return { claims: await introspectToken(dependencies, pool, token), asked };
  };
  const data = { id: account.id, unionid: null, clientId: pool.id };
  const times = { iat: NOW_MS / 1000, exp: NOW_MS / 1000 + 60 };

  test('is active while its account is', async () => {
    await expect(introspect({ data, ...times })).resolves.toEqual({
      claims: { data, ...times },
      asked: [pool.id, account.id, new Date(NOW_MS)],
    });
  });

  test.each([
    ['an id of 64 letters', { id: 'a'.repeat(64) }, {}],
    ['a unionid', { unionid: 'u-1' }, {}],
    ['a clock that is a minute ahead', {}, { iat: times.iat + 60, exp: times.exp + 60 }],
    ['the oldest time of issue', {}, { iat: 0 }],
  ])('is active with %s', async (_name, ofData, ofTimes) => {
    const claims = { data: { ...data, ...ofData }, ...times, ...ofTimes };
    await expect(introspect(claims)).resolves.toMatchObject({ claims });
  });

  test('has no unionid where its data has none', async () => {
    const { id, clientId } = data;
    await expect(introspect({ data: { id, clientId }, ...times })).resolves.toMatchObject({
      claims: { data },
    });
  });

  test('is not active once it has expired, or under another algorithm of the same key', async () => {
    const expired = { data, iat: times.iat - 60, exp: Math.floor(times.iat) };
    await expect(introspect(expired)).resolves.toMatchObject({ claims: undefined });
    const key = new Uint8Array(64).fill(1);
    const findPoolKey = async () => key;
    const verify = async (alg: string) => {
      const token = await new SignJWT({ data, ...times }).setProtectedHeader({ alg }).sign(key);
      const clock = { now: () => NOW_MS };
      const dependencies = { keys: { ...keys, findPoolKey }, clock, issuer: ISSUER };
      return verifySessionToken({ ...dependencies, sessions: {} as SessionStore }, pool, token);
    };
    await expect(verify('HS256')).resolves.toBeDefined();
    await expect(verify('HS512')).rejects.toMatchObject({ code: 'invalid_token' });
  });

  test('has no session id, whatever claims the holder of the key adds', async () => {
    const { claims } = await introspect({
      data,
      ...times,
      nbf: times.iat - 1,
      sid: 'a-session',
      sub: 'a-user',
    });
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
    ['an id of 65 letters', { data: { ...data, id: 'a'.repeat(65) }, ...times }],
    ['no letters in its id', { data: { ...data, id: '' }, ...times }],
    ['an id after a blank', { data: { ...data, id: ' a' }, ...times }],
    ['a time of issue one second before 1970', { data, iat: -1, exp: times.exp }],
    ['a clock that is more than a minute ahead', { data, iat: times.iat + 61, exp: times.exp + 61 }],
    ['an id of any length', { data: { ...data, id: 'a'.repeat(2000) }, ...times }],
    ['a time of issue that no clock shows', { data, iat: 1e300, exp: 1e301 }],
    ['a time that is yet to begin', { data, ...times, nbf: times.iat + 120 }],
    ['a beginning that never comes', { data, ...times, nbf: 1e300 }],
    ['a beginning that is no number', { data, ...times, nbf: '1' }],
    ['an end that is no number', { data, iat: times.iat, exp: String(times.exp) }],
    ['a time of issue that is no number', { data, exp: times.exp, iat: String(times.iat) }],
    ['a time of issue that is no date', { data, iat: 8.64e12 + 1, exp: 8.64e13 }],
    ['a time of issue before there was any', { data, iat: -1e300, exp: times.exp }],
    // The end of all tokens until now would not end it.
    ['a time of issue that is yet to come', { data, iat: times.iat + 120, exp: times.exp + 240 }],
  ])('is not active with %s', async (_name, claims) => {
    await expect(introspect(claims)).resolves.toEqual({ claims: undefined, asked: [] });
  });
});
