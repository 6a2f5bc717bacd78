import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { digest } from './digest.js';
import { createToken, systemRandom } from './random.port.js';
import {
  createIdentity,
  createIssue,
  keepLaunch,
  keepTicket,
  LATER,
  login,
  type IssueFields,
  type StorePromise,
} from './store-fixtures.contract.js';

const createUnionid = () => `u${createToken(systemRandom, 16)}`;

/** Promises of a store about bound launches. */
export const LAUNCHES: readonly StorePromise[] = [
  {
    sentence: 'a bound ticket is taken by state and challenge, once, of 20 claims and exchanges at once',
    async prove(subject) {
      const codeChallenge = digest('the verifier of this launch');
      const stateDigest = digest(createToken(systemRandom, 16));
      const { take } = await keepTicket(subject, { stateDigest, codeChallenge });
      const attempts = Array.from({ length: 20 }, (_, index) =>
        subject.store.redeem(
          take({ codeChallenge, ...(index % 2 === 0 && { key: { stateDigest, codeChallenge } }) }),
        ),
      );
      const results = await Promise.all(attempts);
      strictEqual(results.filter((result) => result.login).length, 1);
    },
  },
  {
    sentence: 'a claim with another challenge takes nothing, and leaves the ticket valid',
    async prove(subject) {
      const codeChallenge = digest('the verifier of this launch');
      const stateDigest = digest(createToken(systemRandom, 16));
      const { take } = await keepTicket(subject, { stateDigest, codeChallenge });
      const wrong = digest('another verifier');
      const key = { stateDigest, codeChallenge: wrong };
      strictEqual((await subject.store.redeem(take({ key, codeChallenge: wrong }))).refusal, 'not_taken');
      const right = take({ key: { stateDigest, codeChallenge }, codeChallenge });
      strictEqual((await subject.store.redeem(right)).login?.account.loginsCount, 1);
    },
  },
  {
    sentence: 'a newer ticket of a launch takes the place of the unused one, in its own pool only',
    async prove(subject) {
      const { binding, first, renew } = await keepLaunch(subject);
      const elsewhere = await keepTicket(subject, { ...binding, userPoolId: await subject.createPool() });
      const second = await renew();
      const { codeChallenge } = binding;
      strictEqual((await subject.store.redeem(first.take({ codeChallenge }))).refusal, 'not_taken');
      strictEqual(
        await subject.store.findTombstone(first.user.userPoolId, { digest: first.ticket.digest }),
        undefined,
      );
      const claim = second.take({ key: binding, codeChallenge });
      strictEqual((await subject.store.redeem(claim)).login?.account.id, first.user.accountId);
      strictEqual(
        (await subject.store.redeem(elsewhere.take({ codeChallenge }))).login?.account.loginsCount,
        1,
      );
    },
  },
  {
    sentence: 'a launch that has a ticket gets none of another account, openid, app or challenge',
    async prove(subject) {
      const [unionid, another] = [createUnionid(), createUnionid()];
      const identity = createIdentity({ unionid });
      const { binding, first, issueAnother } = await keepLaunch(subject, identity);
      const { codeChallenge } = binding;
      const { userPoolId, accountId } = first.user;
      await login(subject, userPoolId, { identity: createIdentity({ unionid: another }) });
      const others: IssueFields[] = [
        { identity: createIdentity() },
        { identity: { ...identity, openid: 'o-of-another-user' } },
        { identity: { ...identity, appId: 'wx0000000000000002' } },
        { codeChallenge: digest('the verifier of another launch') },
        { codeChallenge: null },
        { identity: { ...identity, unionid: another } },
      ];
      for (const other of others) strictEqual(await issueAnother(other), false);
      const claim = first.take({ key: binding, codeChallenge });
      const { login: opened } = await subject.store.redeem(claim);
      deepStrictEqual([opened?.account.id, opened?.openid], [accountId, identity.openid]);
    },
  },
  {
    sentence: 'a launch whose ticket was used, well or in vain, or that was denied gets no other ticket',
    async prove(subject) {
      const wrong = digest('another verifier');
      for (const use of [{}, { codeChallenge: wrong }, { now: LATER }]) {
        const { binding, first, issueAnother } = await keepLaunch(subject);
        const { codeChallenge } = binding;
        await subject.store.redeem(first.take({ codeChallenge, ...use }));
        strictEqual(await issueAnother(), false);
        const claim = first.take({ key: binding, codeChallenge });
        strictEqual((await subject.store.redeem(claim)).refusal, 'not_taken');
      }
      const userPoolId = await subject.createPool();
      const codeChallenge = digest('the verifier of this launch');
      const stateDigest = digest(createToken(systemRandom, 16));
      await subject.store.insertDenial({ userPoolId, stateDigest, expiresAt: LATER });
      const denied = createIssue({ stateDigest, codeChallenge, userPoolId });
      for (let time = 0; time < 2; time++) strictEqual((await subject.store.issue(denied)).isKept, false);
      const elsewhere = await subject.createPool();
      await keepTicket(subject, { stateDigest, codeChallenge, userPoolId: elsewhere });
    },
  },
  {
    sentence:
      'of a use and 10 renewals of one launch at once one login comes, 10 times over, and no ticket is left',
    async prove(subject) {
      for (let round = 0; round < 10; round++) {
        const { binding, first, issueAnother } = await keepLaunch(subject);
        const { codeChallenge } = binding;
        const claim = () => subject.store.redeem(first.take({ key: binding, codeChallenge }));
        const renewals = Array.from({ length: 10 }, () => issueAnother());
        const [use] = await Promise.all([claim(), ...renewals]);
        strictEqual(use.login?.account.id, first.user.accountId);
        strictEqual((await claim()).refusal, 'not_taken');
      }
    },
  },
  {
    sentence: 'unbound tickets, and those of other launches, leave each other alone',
    async prove(subject) {
      const { binding, first } = await keepLaunch(subject);
      const { userPoolId, accountId, identity } = first.user;
      const others = [];
      for (const changes of [{}, {}, { ...binding, stateDigest: digest('the state of another launch') }]) {
        others.push(await keepTicket(subject, { ...changes, userPoolId, identity }));
      }
      for (const { take, ticket } of [first, ...others]) {
        const { login } = await subject.store.redeem(take({ codeChallenge: ticket.codeChallenge }));
        strictEqual(login?.account.id, accountId);
      }
    },
  },
  {
    sentence:
      'of 10 renewals of one launch at once one ticket is valid, by exchange and by claim, 10 times over',
    async prove(subject) {
      for (let round = 0; round < 10; round++) {
        const { binding, first, renew } = await keepLaunch(subject);
        const { codeChallenge } = binding;
        const renewals = Array.from({ length: 10 }, () => renew());
        const kept = [first, ...(await Promise.all(renewals))];
        const claims = [first, first].map(({ take }) => take({ codeChallenge, key: binding }));
        const attempts = [...kept.map(({ take }) => take({ codeChallenge })), ...claims];
        const results = await Promise.all(attempts.map((attempt) => subject.store.redeem(attempt)));
        strictEqual(results.filter((result) => result.login).length, 1);
      }
    },
  },
  {
    sentence: 'logins that arrive together come out as each would alone',
    async prove(subject) {
      const { binding, first } = await keepLaunch(subject);
      const { userPoolId, accountId, identity } = first.user;
      const { codeChallenge } = binding;
      const drawState = () => digest(createToken(systemRandom, 16));
      const used = await keepTicket(subject, {
        stateDigest: drawState(),
        codeChallenge,
        userPoolId,
        identity,
      });
      await subject.store.redeem(used.take({ codeChallenge }));
      const [denied, shared] = [drawState(), drawState()];
      await subject.store.insertDenial({ userPoolId, stateDigest: denied, expiresAt: LATER });
      const blocked = createIdentity();
      await subject.blockAccount(await login(subject, userPoolId, { identity: blocked }));
      const logins: [IssueFields, { readonly isKept: boolean; readonly isNew?: boolean }][] = [
        [{}, { isKept: true }],
        [{ stateDigest: drawState(), codeChallenge }, { isKept: true }],
        [binding, { isKept: true }],
        [used.ticket, { isKept: false }],
        [{ stateDigest: denied, codeChallenge }, { isKept: false }],
        [
          { ...binding, identity: createIdentity() },
          { isKept: false, isNew: true },
        ],
        [{ identity: { ...identity, profile: { nickname: '小红' } } }, { isKept: true }],
        [{ identity: blocked }, { isKept: false, isNew: true }],
        [{ identity: createIdentity() }, { isKept: true, isNew: true }],
        [{ stateDigest: shared, codeChallenge }, { isKept: true }],
        [{ stateDigest: shared, codeChallenge }, { isKept: true }],
      ];
      const fresh = () => createIssue({}).ticket.digest;
      const issues = logins.map(([fields]) =>
        createIssue({ userPoolId, identity, ...fields, digest: fresh() }),
      );
      const issued = await Promise.all(issues.map((issue) => subject.store.issue(issue)));
      deepStrictEqual(
        issued.map(({ account, isKept }) => ({ isKept, isNew: account.id !== accountId })),
        logins.map(([, expected]) => ({ isNew: false, ...expected })),
      );
    },
  },
  {
    sentence:
      'a launch is denied once the user said no, and issued once there is a ticket, in its own pool only',
    async prove(subject) {
      const stateDigest = digest(createToken(systemRandom, 16));
      const userPoolId = await subject.createPool();
      strictEqual(await subject.store.findLaunch(userPoolId, stateDigest), undefined);
      for (let time = 0; time < 2; time++) {
        await subject.store.insertDenial({ userPoolId, stateDigest, expiresAt: LATER });
      }
      strictEqual(await subject.store.findLaunch(userPoolId, stateDigest), 'denied');
      strictEqual(await subject.store.findLaunch(await subject.createPool(), stateDigest), undefined);
      const { first, binding } = await keepLaunch(subject);
      await subject.store.insertDenial({ ...binding, userPoolId: first.user.userPoolId, expiresAt: LATER });
      strictEqual(await subject.store.findLaunch(first.user.userPoolId, binding.stateDigest), 'issued');
    },
  },
];
