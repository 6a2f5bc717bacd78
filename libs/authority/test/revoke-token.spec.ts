import { describe, expect, test } from '@jest/globals';
import type { UserPool } from '../src/index.js';
import { createRules } from './rules.js';

/** Two sessions of one user, and one of another. */
async function logIn(changes: Partial<UserPool> = {}) {
  const rules = await createRules(changes);
  const logIn = async (loginCode: string) => rules.open(await rules.issue({ loginCode: loginCode as never }));
  const logins = [await logIn('a'), await logIn('a'), await logIn('b')] as const;
  const reasons = () => [...rules.store.sessions.values()].map(({ revoked }) => revoked);
  const active = async () => {
    const claims = await Promise.all(logins.map(({ user }) => rules.introspect(user.token)));
    return claims.map((found) => found !== undefined);
  };
  const [{ user, refreshToken }] = logins;
  const loggedOut = { type: 'logged_out', userPoolId: rules.pool.id, ip: '203.0.113.9', accountId: user._id };
  return { ...rules, token: user.token, refreshToken, reasons, active, loggedOut };
}

describe('revoking a token', () => {
  test('revokes its session only, and is recorded once', async () => {
    const { revoke, token, active, reasons, events, loggedOut } = await logIn();
    expect(await revoke(token)).toBe(1);
    expect(reasons()).toEqual(['logout', null, null]);
    expect(await active()).toEqual([false, true, true]);
    expect(events.at(-1)).toEqual(loggedOut);
    const before = events.length;
    expect(await revoke(token)).toBe(0);
    expect(events).toHaveLength(before);
  });

  test('revokes every session of its user on request, and none of others', async () => {
    const { revoke, token, active, reasons, events, loggedOut } = await logIn();
    expect(await revoke(token, true)).toBe(2);
    expect(reasons()).toEqual(['logout', 'logout', null]);
    expect(await active()).toEqual([false, false, true]);
    expect(events.at(-1)).toEqual(loggedOut);
  });

  test('accepts a refresh token for its session as well, and revokes one or all', async () => {
    const one = await logIn({ refreshTtlSeconds: 86_400 });
    expect(await one.revoke(one.refreshToken)).toBe(1);
    expect(one.reasons()).toEqual(['logout', null, null]);
    expect(one.events.at(-1)).toEqual(one.loggedOut);
    const all = await logIn({ refreshTtlSeconds: 86_400 });
    expect(await all.revoke(all.refreshToken, true)).toBe(2);
    expect(all.reasons()).toEqual(['logout', 'logout', null]);
  });

  test('revokes every session of its user where the format has no session id', async () => {
    const { revoke, token, active, reasons, clock } = await logIn({ tokenFormat: 'HS256' });
    expect(await revoke(token)).toBe(2);
    expect(reasons()).toEqual(['logout', 'logout', null]);
    clock.nowMs += 1000;
    expect(await active()).toEqual([false, false, true]);
  });

  test.each(['', 'unknown', 'a.b.c'])('is no error for %j, which revokes nothing', async (unknown) => {
    const { revoke, active, events } = await logIn();
    const before = events.length;
    expect([await revoke(unknown), await revoke(unknown, true)]).toEqual([0, 0]);
    expect(events).toHaveLength(before);
    expect(await active()).toEqual([true, true, true]);
  });

  test('revokes nothing by a token that has expired', async () => {
    const { revoke, token, clock, reasons } = await logIn();
    clock.nowMs += 1_296_000_000;
    expect(await revoke(token, true)).toBe(0);
    expect(reasons()).toEqual([null, null, null]);
  });

  test('records no logout where the session was revoked meanwhile', async () => {
    const { revoke, token, store, events } = await logIn();
    store.revokeSession = async () => false;
    const before = events.length;
    expect(await revoke(token)).toBe(0);
    expect(events).toHaveLength(before);
  });
});
