import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { findValidAfter } from './account.js';
import { digest } from './digest.js';
import { createToken, systemRandom } from './random.port.js';
import {
  createIdentity,
  keepTicket,
  type StorePromise,
  type StoreUnderTest,
} from './store-fixtures.contract.js';

const createDigest = () => digest(createToken(systemRandom, 32));

/** Opens a session by a login, and returns its expiry. */
async function openSession(subject: StoreUnderTest, user: Parameters<typeof keepTicket>[1] = {}) {
  const { take, user: owner } = await keepTicket(subject, user);
  const redemption = take();
  await subject.store.redeem(redemption);
  const { id, expiresAt } = redemption.session;
  return { ...owner, id, expiresAt, now: redemption.now };
}

/** Opens a session with a refresh token. */
async function openRefreshable(subject: StoreUnderTest) {
  const session = await openSession(subject);
  const { userPoolId, id: sessionId, expiresAt, now } = session;
  const first = createDigest();
  await subject.sessions.insertRefreshToken({ digest: first, userPoolId, sessionId, expiresAt });
  const rotate = (token: string, nextDigest = createDigest(), at = now) =>
    subject.sessions.rotateRefreshToken({ userPoolId, digest: token, nextDigest, now: at });
  return { ...session, first, rotate };
}

/** Promises of a store about sessions and their refresh tokens. */
export const SESSIONS: readonly StorePromise[] = [
  {
    sentence: 'a session is active in its pool until it ends, is revoked, or its account is blocked',
    async prove(subject) {
      const { userPoolId, accountId, id, expiresAt, now } = await openSession(subject);
      const isActive = (at = now, pool = userPoolId) => subject.sessions.isSessionActive(pool, id, at);
      strictEqual(await isActive(), true);
      strictEqual(await isActive(expiresAt), false);
      strictEqual(await isActive(now, await subject.createPool()), false);
      await subject.blockAccount(accountId);
      strictEqual(await isActive(), false);
      const other = await openSession(subject);
      await subject.store.revokeSession(other.id, 'logout', now);
      strictEqual(await subject.sessions.isSessionActive(other.userPoolId, other.id, now), false);
    },
  },
  {
    sentence:
      'all sessions of an account end at once, and its tokens until now with them; those of others stay',
    async prove(subject) {
      const identity = createIdentity();
      const first = await openSession(subject, { identity });
      const { userPoolId, accountId, now } = first;
      const second = await openSession(subject, { identity, userPoolId });
      const other = await openSession(subject, { userPoolId });
      const isActive = ({ id }: { readonly id: string }) =>
        subject.sessions.isSessionActive(userPoolId, id, now);
      strictEqual(await subject.sessions.isAccountActive(userPoolId, accountId, now), true);
      strictEqual(await subject.sessions.revokeAllSessions(accountId, 'logout', now), 2);
      strictEqual(await subject.sessions.revokeAllSessions(accountId, 'logout', now), 0);
      deepStrictEqual(await Promise.all([first, second, other].map(isActive)), [false, false, true]);
      const issuedAgain = [now, findValidAfter(now)].map((at) =>
        subject.sessions.isAccountActive(userPoolId, accountId, at),
      );
      deepStrictEqual(await Promise.all(issuedAgain), [false, true]);
    },
  },
  {
    sentence: 'a refresh token is used once, of 10 uses at once too; every further use names its session',
    async prove(subject) {
      const { first, rotate, id, accountId, expiresAt } = await openRefreshable(subject);
      const results = await Promise.all(Array.from({ length: 10 }, () => rotate(first)));
      const sessions = results.flatMap((result) => (result && 'session' in result ? [result.session] : []));
      deepStrictEqual(
        sessions.map((session) => [session.id, session.account.id, session.expiresAt]),
        [[id, accountId, expiresAt]],
      );
      const reused = results.flatMap((result) => (result && 'reusedSessionId' in result ? [result] : []));
      deepStrictEqual(
        reused,
        Array.from({ length: 9 }, () => ({ reusedSessionId: id })),
      );
    },
  },
  {
    sentence: 'the next refresh token rotates in turn, as long as the first one would have',
    async prove(subject) {
      const { first, rotate, id, expiresAt } = await openRefreshable(subject);
      const [second, third] = [createDigest(), createDigest()];
      await rotate(first, second);
      const result = await rotate(second, third);
      strictEqual(result && 'session' in result ? result.session.id : undefined, id);
      strictEqual(await rotate(third, createDigest(), expiresAt), undefined);
    },
  },
  {
    sentence: 'a session has one unused refresh token: a newer one takes its place',
    async prove(subject) {
      const { first, rotate, userPoolId, id: sessionId, expiresAt } = await openRefreshable(subject);
      const second = createDigest();
      await subject.sessions.insertRefreshToken({ digest: second, userPoolId, sessionId, expiresAt });
      strictEqual(await rotate(first), undefined);
      const result = await rotate(second);
      strictEqual(result !== undefined && 'session' in result, true);
    },
  },
  {
    sentence:
      'a refresh token of a session that is not active, or of another pool, opens nothing and stays unused',
    async prove(subject) {
      const { first, rotate, userPoolId, accountId, id, now } = await openRefreshable(subject);
      const find = (pool = userPoolId) => subject.sessions.findRefreshSession(pool, first, now);
      deepStrictEqual(await find(), { id, accountId });
      const elsewhere = await subject.createPool();
      strictEqual(await find(elsewhere), undefined);
      const foreign = { userPoolId: elsewhere, digest: first, nextDigest: createDigest(), now };
      strictEqual(await subject.sessions.rotateRefreshToken(foreign), undefined);
      await subject.store.revokeSession(id, 'logout', now);
      strictEqual(await find(), undefined);
      for (let time = 0; time < 2; time++) strictEqual(await rotate(first), undefined);
    },
  },
];
