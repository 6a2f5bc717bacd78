import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import type { User } from '@app2wxapp/core';
import { createTokenSigner, systemRandom } from '../src/index.js';
import { startStandInAuthority, type StandInAuthority, type StandInOptions } from '../src/testing/index.js';
import { createTestPool } from '../src/testing/test-pool.js';

let standIn: StandInAuthority;

const start = async (options: StandInOptions = {}) => {
  await standIn?.close();
  standIn = await startStandInAuthority(options);
};
beforeEach(() => start());
afterEach(() => standIn.close());

async function post(path: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${standIn.authority}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
}

const exchange = (ticket: string, more: object = {}) =>
  post(`/oauth/app2wxapp/auth/${standIn.userPoolId}`, { ticket, secret: standIn.secret, ...more });
const logIn = async (user: Partial<User> = {}) =>
  (await exchange(standIn.issueTicket(user))).body as unknown as User & { refreshToken?: string };
const askOAuth = (step: string, body: object) => {
  const { userPoolId, secret } = standIn;
  return post(`/oauth/${step}`, { client_id: userPoolId, client_secret: secret, ...body });
};
const isActive = async (token: string) => (await askOAuth('introspect', { token })).body.active;

describe('the stand-in implements the rules of tickets', () => {
  const refused = { status: 401, body: { error: 'invalid_ticket', code: 2206 } };

  test('a second use of a ticket is rejected, and revokes the session of the first', async () => {
    const ticket = standIn.issueTicket();
    const { body } = await exchange(ticket);
    expect(await isActive(body.token as string)).toBe(true);
    expect(await exchange(ticket)).toMatchObject(refused);
    expect(await isActive(body.token as string)).toBe(false);
  });

  test('a wrong verifier consumes the ticket', async () => {
    const codeVerifier = 'v'.repeat(43);
    const ticket = standIn.issueTicket({}, { codeVerifier });
    expect(await exchange(ticket, { codeVerifier: 'w'.repeat(43) })).toMatchObject(refused);
    expect(await exchange(ticket, { codeVerifier })).toMatchObject(refused);
  });

  test('a blocked user is rejected, and gets no further ticket', async () => {
    const ticket = standIn.issueTicket({ openid: 'o-1', blocked: true });
    expect(await exchange(ticket)).toMatchObject({ status: 403, body: { error: 'user_blocked' } });
    expect(() => standIn.issueTicket({ openid: 'o-1' })).toThrow(
      expect.objectContaining({ code: 'login_expired' }),
    );
  });

  test('a wrong secret and an unknown pool are distinguished, and leave the ticket valid', async () => {
    const ticket = standIn.issueTicket();
    expect(await exchange(ticket, { secret: 'wrong' })).toMatchObject({ body: { error: 'invalid_secret' } });
    const elsewhere = await post('/oauth/app2wxapp/auth/another', { ticket, secret: standIn.secret });
    expect(elsewhere).toMatchObject({ status: 404, body: { error: 'user_pool_not_found' } });
    expect((await exchange(ticket)).status).toBe(200);
  });

  test.each([[{}], [{ ticket: 5 }], [{ ticket: 'two words' }]])('%j contains no ticket', async (body) => {
    expect(await exchange('', body)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });
});

describe('the stand-in implements the rules of sessions', () => {
  test('a token of another key is not active', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const user = await logIn();
    const [header = '', payload = ''] = user.token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sid: string };
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
    const keys = {
      findCurrent: async () => ({ kid, privateKey }),
      findPoolKey: async () => new Uint8Array(),
    };
    const signer = createTokenSigner(() => standIn.authority, keys, systemRandom);
    const account = { id: user._id, unionid: null, validAfter: null } as never;
    const session = { account, sessionId: claims.sid, appId: '', openid: '', ip: '', loggedInAt: new Date() };
    const forged = await signer.sign(createTestPool({ id: standIn.userPoolId }), session);
    expect([await isActive(user.token), await isActive(forged.token)]).toEqual([true, false]);
  });

  test('a refresh token that is used twice revokes its session', async () => {
    await start({ refreshTokens: true });
    const { refreshToken: first } = await logIn();
    const refresh = (token: unknown) =>
      askOAuth('token', { grant_type: 'refresh_token', refresh_token: token });
    const { body } = await refresh(first);
    expect(await isActive(body.access_token as string)).toBe(true);
    expect(await refresh(first)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
    expect(await isActive(body.access_token as string)).toBe(false);
  });

  test('a logout with a token of Authing’s format revokes every session of the user', async () => {
    await start({ signingKey: 'a key of this test, of 32 bytes or more' });
    const [phone, tablet, other] = [
      await logIn({ openid: 'a' }),
      await logIn({ openid: 'a' }),
      await logIn(),
    ];
    await askOAuth('revoke', { token: phone.token });
    const active = await Promise.all([phone, tablet, other].map(({ token }) => isActive(token)));
    expect(active).toEqual([false, false, true]);
  });
});

describe('the users of the stand-in', () => {
  test('are those that the test sets: by id, by openid, by unionid, else a new user', async () => {
    const first = await logIn({ _id: 'a'.repeat(24), openid: 'o-1', unionid: 'u-1' });
    expect(first._id).toBe('a'.repeat(24));
    expect((await logIn({ openid: 'o-1' }))._id).toBe(first._id);
    expect((await logIn({ openid: 'o-2', unionid: 'u-1' }))._id).toBe(first._id);
    expect((await logIn())._id).not.toBe(first._id);
  });

  test('have the fields that the test sets, each of them', async () => {
    const fields = {
      ...{ nickname: '林', photo: 'https://example.com/p.png', phone: '17600006754', metadata: '{"a":1}' },
      ...{
        company: 'c',
        oauth: '{}',
        lastIP: '203.0.113.9',
        loginsCount: 7,
        signedUp: '2026-01-02T03:04:05.678Z',
      },
    };
    expect(await logIn(fields)).toMatchObject(fields);
  });
});

test('an error of an interception becomes a 500 with its message, and the next request gets its response', async () => {
  let isBroken = true;
  await start({
    intercept: () => {
      if (isBroken) throw new Error('a mistake of the test');
      return false;
    },
  });
  const broken = { status: 500, body: { error: 'internal', message: 'a mistake of the test' } };
  expect(await post('/oauth/introspect', {})).toEqual(broken);
  isBroken = false;
  expect((await logIn()).loginsCount).toBe(1);
});
