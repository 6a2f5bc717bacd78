import { describe, expect, jest, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { buildRefreshAnswer, digest } from '../src/index.js';
import { createRules } from './rules.js';

const REFUSED = {
  code: 'invalid_ticket',
  message: 'The refresh token is no longer valid. Log in again.',
};
const DAY_SECONDS = 86_400;

/** A login of a pool whose tokens are valid for an hour, and whose sessions are for a day. */
async function logIn() {
  const rules = await createRules({ tokenTtlSeconds: 3600, refreshTtlSeconds: DAY_SECONDS });
  const insert = jest.spyOn(rules.sessions, 'insertRefreshToken');
  const rotate = jest.spyOn(rules.sessions, 'rotateRefreshToken');
  const { user, refreshToken = '' } = await rules.open(await rules.issue());
  return { ...rules, user, refreshToken, insert, rotate };
}

describe('the refresh token of a login', () => {
  test('has 256 bits, and is stored as a digest, for the lifetime that the pool sets', async () => {
    const { refreshToken, insert, clock, pool, store } = await logIn();
    expect(Buffer.from(refreshToken, 'base64url')).toHaveLength(32);
    const [sessionId] = [...store.sessions.keys()];
    const expiresAt = new Date(clock.nowMs + DAY_SECONDS * 1000);
    expect(insert.mock.calls).toEqual([
      [{ digest: digest(refreshToken), userPoolId: pool.id, sessionId, expiresAt }],
    ]);
  });

  test('is not in the response of a pool without refresh tokens', async () => {
    const rules = await createRules({ refreshTtlSeconds: 0 });
    const insert = jest.spyOn(rules.sessions, 'insertRefreshToken');
    const login = await rules.open(await rules.issue());
    expect(Object.keys(login)).toEqual(['pool', 'user']);
    expect(insert).not.toHaveBeenCalled();
  });
});

describe('refreshing a session', () => {
  test('returns a token of the same session, issued now, and another refresh token of 256 bits', async () => {
    const { refresh, refreshToken, rotate, clock, pool, user } = await logIn();
    clock.nowMs += 60_000;
    const next = await refresh(refreshToken);
    const [before, after] = [decodeJwt(user.token), decodeJwt(next.token)];
    const iat = Math.floor(clock.nowMs / 1000);
    expect(after).toEqual({ ...before, jti: after.jti, iat, exp: iat + 3600 });
    expect(after.jti).not.toBe(before.jti);
    expect(next.expiresAt).toEqual(new Date((iat + 3600) * 1000));
    expect(Buffer.from(next.refreshToken, 'base64url')).toHaveLength(32);
    const now = new Date(clock.nowMs);
    expect(rotate.mock.calls).toEqual([
      [{ userPoolId: pool.id, digest: digest(refreshToken), nextDigest: digest(next.refreshToken), now }],
    ]);
    await expect(refresh(next.refreshToken)).resolves.toBeDefined();
  });

  test('is rejected as soon as the pool issues no refresh tokens any more, which consumes none', async () => {
    const { refresh, refreshToken, pool, rotate, events } = await logIn();
    Object.assign(pool, { refreshTtlSeconds: 0 });
    const recorded = events.length;
    await expect(refresh(refreshToken)).rejects.toMatchObject(REFUSED);
    expect([rotate.mock.calls.length, events.length]).toEqual([0, recorded]);
    Object.assign(pool, { refreshTtlSeconds: DAY_SECONDS });
    await expect(refresh(refreshToken)).resolves.toBeDefined();
  });

  test('extends no session beyond a day after its login, token included', async () => {
    const { refresh, refreshToken, clock } = await logIn();
    const end = clock.nowMs + DAY_SECONDS * 1000;
    clock.nowMs = end - 10_000;
    const { token, expiresAt, refreshToken: last } = await refresh(refreshToken);
    expect(decodeJwt(token).exp).toBe(Math.floor(end / 1000));
    expect(expiresAt).toEqual(new Date(Math.floor(end / 1000) * 1000));
    clock.nowMs = end;
    await expect(refresh(last)).rejects.toMatchObject(REFUSED);
  });

  test('treats a second use as a copy: the session is revoked, and with it the token and its successors', async () => {
    const { refresh, refreshToken, introspect, events, pool, store } = await logIn();
    const { token, refreshToken: next } = await refresh(refreshToken);
    await expect(introspect(token)).resolves.toBeDefined();
    await expect(refresh(refreshToken)).rejects.toMatchObject(REFUSED);
    const [[sessionId, session] = []] = [...store.sessions];
    expect(session?.revoked).toBe('refresh_token_reuse');
    expect(events.at(-1)).toEqual({
      ...{ type: 'refresh_reused', userPoolId: pool.id, ip: '203.0.113.9', sessionId },
    });
    await expect(introspect(token)).resolves.toBeUndefined();
    await expect(refresh(next)).rejects.toMatchObject(REFUSED);
  });

  test('rejects an unknown token, and one of a revoked session, without a record', async () => {
    const { refresh, refreshToken, revoke, events, user } = await logIn();
    await expect(refresh('unknown')).rejects.toMatchObject(REFUSED);
    await revoke(user.token);
    const before = events.length;
    await expect(refresh(refreshToken)).rejects.toMatchObject(REFUSED);
    expect(events).toHaveLength(before);
  });
});

test('the response to a refresh counts the whole seconds that are left of its token, at least 0', () => {
  const answer = (nowMs: number) =>
    buildRefreshAnswer({ token: 't', expiresAt: new Date(10_000), refreshToken: 'r' }, { now: () => nowMs });
  expect(answer(4_001)).toEqual({
    ...{ access_token: 't', token_type: 'Bearer', expires_in: 5, refresh_token: 'r' },
  });
  expect([answer(4_000).expires_in, answer(9_001).expires_in, answer(12_000).expires_in]).toEqual([6, 0, 0]);
});
