import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import type { Redemption } from './authority-store.port.js';
import { ACCOUNTS } from './account-store.contract.js';
import { AVATARS } from './avatar-store.contract.js';
import { digest } from './digest.js';
import { LAUNCHES } from './launch-store.contract.js';
import { SESSIONS } from './session-store.contract.js';
import {
  createIdentity,
  keepTicket,
  LATER,
  NOW,
  type IssueFields,
  type StorePromise,
} from './store-fixtures.contract.js';

export {
  createIdentity,
  createIssue,
  keepTicket,
  login,
  type StorePromise,
  type StoreUnderTest,
} from './store-fixtures.contract.js';

const TAKING: readonly StorePromise[] = [
  {
    sentence: 'a ticket opens one session, and the login is counted on its account',
    async prove(subject) {
      const { user, take } = await keepTicket(subject);
      const redemption = take();
      const { login } = await subject.store.redeem(redemption);
      strictEqual(login?.account.id, user.accountId);
      strictEqual(login.account.loginsCount, 1);
      strictEqual(login.sessionId, redemption.session.id);
      deepStrictEqual(
        [login.ip, login.openid, login.appId],
        ['203.0.113.7', user.identity.openid, user.identity.appId],
      );
      strictEqual(login.loggedInAt.toISOString(), redemption.now.toISOString());
      strictEqual(login.account.signedUp.toISOString(), NOW.toISOString());
      strictEqual(await subject.isSessionActive(login.sessionId), true);
    },
  },
  {
    sentence: 'of 20 takes at once one wins, 20 times over, and each account has one login',
    async prove(subject) {
      const userPoolId = await subject.createPool();
      for (let round = 0; round < 20; round++) {
        const { user, take } = await keepTicket(subject, { userPoolId });
        const attempts = Array.from({ length: 20 }, () => subject.store.redeem(take()));
        const results = await Promise.all(attempts);
        strictEqual(results.filter((result) => result.login).length, 1);
        strictEqual(results.filter((result) => result.refusal === 'not_taken').length, 19);
        const next = await keepTicket(subject, user);
        strictEqual((await subject.store.redeem(next.take())).login?.account.loginsCount, 2);
      }
    },
  },
  {
    sentence: 'tickets of one account that are taken at once are all counted',
    async prove(subject) {
      const userPoolId = await subject.createPool();
      const identity = createIdentity();
      const kept = await Promise.all(
        Array.from({ length: 10 }, () => keepTicket(subject, { userPoolId, identity })),
      );
      const results = await Promise.all(kept.map(({ take }) => subject.store.redeem(take())));
      const counts = results.map((result) => result.login?.account.loginsCount ?? 0);
      deepStrictEqual(
        counts.sort((a, b) => a - b),
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      );
    },
  },
  {
    sentence: 'attempts that are made at once come out each as it would alone',
    async prove(subject) {
      const userPoolId = await subject.createPool();
      const codeChallenge = digest('the verifier of this launch');
      const keep = (changes: IssueFields = {}) => keepTicket(subject, { userPoolId, ...changes });
      const blocked = await keep();
      await subject.blockAccount(blocked.user.accountId);
      const busy = createIdentity();
      const [one, two] = [await keep({ identity: busy }), await keep({ identity: busy })];
      const attempts = [
        ...[one, two, await keep(), await keep({ codeChallenge: null })].map(({ take }) => take()),
        one.take(),
        blocked.take(),
        (await keep({ codeChallenge })).take(),
        (await keep({ codeChallenge })).take({ codeChallenge, ip: '203.0.113.8' }),
        (await keep()).take({ now: LATER }),
        (await keep()).take({ userPoolId: await subject.createPool() }),
        (await keep()).take({ requireBinding: true }),
      ];
      const results = await Promise.all(attempts.map((attempt) => subject.store.redeem(attempt)));
      const ends = results.map(({ login, refusal }) => refusal ?? login.account.loginsCount);
      deepStrictEqual(ends.slice(5), ['blocked', 'binding', 1, 'expired', 'not_taken', 'binding']);
      // Which of two redemptions of one ticket succeeds, and which of two logins of one account is counted first, is
      // undefined.
      deepStrictEqual(ends.slice(0, 5).map(String).sort(), ['1', '1', '1', '2', 'not_taken']);
      for (const [index, { login: opened }] of results.entries()) {
        const { key, userPoolId: pool, session } = attempts[index] as Redemption;
        if (!opened) continue;
        strictEqual(opened.sessionId, session.id);
        deepStrictEqual((await subject.store.findTombstone(pool, key))?.login, opened);
      }
    },
  },
  {
    sentence: 'a ticket of another pool is not found, and stays good in its own',
    async prove(subject) {
      const { take } = await keepTicket(subject);
      const userPoolId = await subject.createPool();
      strictEqual((await subject.store.redeem(take({ userPoolId }))).refusal, 'not_taken');
      strictEqual((await subject.store.redeem(take())).login?.account.loginsCount, 1);
    },
  },
  {
    sentence: 'at the end of its lifetime a ticket is used up and opens nothing',
    async prove(subject) {
      const { ticket, take } = await keepTicket(subject);
      const late = take({ now: ticket.expiresAt });
      strictEqual((await subject.store.redeem(late)).refusal, 'expired');
      strictEqual(await subject.isSessionActive(late.session.id), false);
      strictEqual((await subject.store.redeem(take())).refusal, 'not_taken');
    },
  },
  {
    sentence: 'a bound ticket opens by its verifier alone, and a wrong or missing one uses it up',
    async prove(subject) {
      const codeChallenge = digest('the verifier of this launch');
      const good = await keepTicket(subject, { codeChallenge });
      strictEqual((await subject.store.redeem(good.take({ codeChallenge }))).login?.account.loginsCount, 1);
      for (const wrong of [digest('another verifier'), null]) {
        const { take } = await keepTicket(subject, { codeChallenge });
        strictEqual((await subject.store.redeem(take({ codeChallenge: wrong }))).refusal, 'binding');
        strictEqual((await subject.store.redeem(take({ codeChallenge }))).refusal, 'not_taken');
      }
    },
  },
  {
    sentence:
      'a verifier for an unbound ticket uses it up, and so does an unbound ticket where binding is required',
    async prove(subject) {
      const first = await keepTicket(subject);
      const codeChallenge = digest('another verifier');
      strictEqual((await subject.store.redeem(first.take({ codeChallenge }))).refusal, 'binding');
      const second = await keepTicket(subject);
      strictEqual((await subject.store.redeem(second.take({ requireBinding: true }))).refusal, 'binding');
      strictEqual((await subject.store.redeem(second.take())).refusal, 'not_taken');
    },
  },
  {
    sentence: 'a ticket of a blocked account is used up and opens nothing',
    async prove(subject) {
      const { user, take } = await keepTicket(subject);
      await subject.blockAccount(user.accountId);
      strictEqual((await subject.store.redeem(take())).refusal, 'blocked');
      strictEqual((await subject.store.redeem(take())).refusal, 'not_taken');
    },
  },
  {
    sentence: 'a used ticket leaves a tombstone with the login it opened, until the session is revoked',
    async prove(subject) {
      const idempotencyDigest = digest('a key of the caller');
      const { ticket, user, take } = await keepTicket(subject);
      const key = { digest: ticket.digest };
      strictEqual(await subject.store.findTombstone(user.userPoolId, key), undefined);
      const { login } = await subject.store.redeem(take({ idempotencyDigest }));
      const tombstone = await subject.store.findTombstone(user.userPoolId, key);
      deepStrictEqual(tombstone?.login, login);
      strictEqual(tombstone?.idempotencyDigest, idempotencyDigest);
      strictEqual(await subject.store.revokeSession(login?.sessionId ?? '', 'replay', NOW), true);
      strictEqual(await subject.store.revokeSession(login?.sessionId ?? '', 'replay', NOW), false);
      strictEqual(await subject.isSessionActive(login?.sessionId ?? ''), false);
      const later = await subject.store.findTombstone(user.userPoolId, key);
      deepStrictEqual([later?.login, later?.sessionId], [null, login?.sessionId]);
    },
  },
];

/**
 * Promises of every {@link AuthorityStore} with its {@link SessionStore}, including races. It depends on no test
 * framework: run each promise as a test of its own.
 *
 * @example
 * for (const { sentence, prove } of storeContract) test(sentence, () => prove(subject));
 */
export const storeContract: readonly StorePromise[] = [
  ...TAKING,
  ...ACCOUNTS,
  ...AVATARS,
  ...LAUNCHES,
  ...SESSIONS,
];
