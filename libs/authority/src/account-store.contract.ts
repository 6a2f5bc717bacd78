import { deepStrictEqual, notStrictEqual, strictEqual } from 'node:assert/strict';
import type { WechatIdentity } from './account.js';
import { createToken, systemRandom } from './random.port.js';
import {
  createIdentity,
  createIssue,
  createPhone,
  keepTicket,
  login,
  type StorePromise,
  type StoreUnderTest,
} from './store-fixtures.contract.js';

const createUnionid = () => `u${createToken(systemRandom, 16)}`;

/** Finds the account of a WeChat user in a store. */
const find = ({ store }: StoreUnderTest, userPoolId: string, identity: WechatIdentity) =>
  store.issue(createIssue({ userPoolId, identity }));

/** Promises of a store about the account that a WeChat user logs in to. */
export const ACCOUNTS: readonly StorePromise[] = [
  {
    sentence: 'the same WeChat user is the same account, and another pool has its own',
    async prove(subject) {
      const identity = createIdentity();
      const [one, two] = [await subject.createPool(), await subject.createPool()];
      const first = await login(subject, one, { identity });
      strictEqual(await login(subject, one, { identity }), first);
      notStrictEqual(await login(subject, two, { identity }), first);
    },
  },
  {
    sentence: 'one account comes of 20 first logins at once, with and without a unionid',
    async prove(subject) {
      const userPoolId = await subject.createPool();
      for (const unionid of [null, createUnionid()]) {
        const identity = createIdentity({ unionid });
        const logins = Array.from({ length: 20 }, () => login(subject, userPoolId, { identity }));
        strictEqual(new Set(await Promise.all(logins)).size, 1);
      }
    },
  },
  {
    sentence: 'one unionid seen by two mini programs at once is one account',
    async prove(subject) {
      const userPoolId = await subject.createPool();
      const unionid = createUnionid();
      const identities = Array.from({ length: 10 }, (_, index) =>
        createIdentity({ unionid, appId: `wx000000000000000${index}` }),
      );
      const logins = identities.map((identity) => login(subject, userPoolId, { identity }));
      strictEqual(new Set(await Promise.all(logins)).size, 1);
    },
  },
  {
    sentence: 'a unionid that comes later is kept on the account that the openid found',
    async prove(subject) {
      const userPoolId = await subject.createPool();
      const identity = createIdentity();
      const first = await login(subject, userPoolId, { identity });
      const unionid = createUnionid();
      strictEqual(await login(subject, userPoolId, { identity: { ...identity, unionid } }), first);
      const elsewhere = createIdentity({ unionid, appId: 'wx0000000000000002' });
      strictEqual(await login(subject, userPoolId, { identity: elsewhere }), first);
    },
  },
  {
    sentence: 'the unionid that WeChat gave last is the one of the account, and of the login that follows',
    async prove(subject) {
      const userPoolId = await subject.createPool();
      const [before, after] = [createUnionid(), createUnionid()];
      const identity = createIdentity({ unionid: before });
      const accountId = await login(subject, userPoolId, { identity });
      const { account, movedFrom } = await find(subject, userPoolId, { ...identity, unionid: after });
      deepStrictEqual([account.id, account.unionid, movedFrom], [accountId, after, null]);
      const { take } = await keepTicket(subject, { userPoolId, identity: { ...identity, unionid: after } });
      strictEqual((await subject.store.redeem(take())).login?.account.unionid, after);
      const without = await find(subject, userPoolId, { ...identity, unionid: null });
      deepStrictEqual([without.account.id, without.account.unionid], [accountId, after]);
      notStrictEqual(
        await login(subject, userPoolId, { identity: createIdentity({ unionid: before }) }),
        accountId,
      );
    },
  },
  {
    sentence:
      'a WeChat user whose unionid turns out to be of another account moves there once, which the store reports',
    async prove(subject) {
      const userPoolId = await subject.createPool();
      for (const earlier of [null, createUnionid()]) {
        const identity = createIdentity({ unionid: earlier });
        const unionid = createUnionid();
        const former = await login(subject, userPoolId, { identity });
        const elsewhere = createIdentity({ unionid, appId: 'wx0000000000000002' });
        const owner = await login(subject, userPoolId, { identity: elsewhere });
        const logins = Array.from({ length: 10 }, () => find(subject, userPoolId, { ...identity, unionid }));
        const found = await Promise.all(logins);
        strictEqual(
          found.every(({ account }) => account.id === owner),
          true,
        );
        deepStrictEqual(
          found.map(({ movedFrom }) => movedFrom).filter((id) => id !== null),
          [former],
        );
        strictEqual(await login(subject, userPoolId, { identity: { ...identity, unionid: null } }), owner);
      }
    },
  },
  {
    sentence:
      'a WeChat user of a blocked account stays with it, even if another account has the unionid that comes later',
    async prove(subject) {
      const userPoolId = await subject.createPool();
      const identity = createIdentity();
      const unionid = createUnionid();
      const blocked = await login(subject, userPoolId, { identity });
      await login(subject, userPoolId, {
        identity: createIdentity({ unionid, appId: 'wx0000000000000002' }),
      });
      await subject.blockAccount(blocked);
      const { account, ...issued } = await find(subject, userPoolId, { ...identity, unionid });
      deepStrictEqual([account.id, account.blocked, account.unionid], [blocked, true, null]);
      deepStrictEqual(issued, { movedFrom: null, isKept: false });
    },
  },
  {
    sentence: 'a phone number finds the account where the pool links by phone, and nowhere else',
    async prove(subject) {
      const userPoolId = await subject.createPool();
      const phone = createPhone();
      const create = () => createIdentity({ phone });
      const first = await login(subject, userPoolId, { identity: create(), linkByPhone: true });
      strictEqual(await login(subject, userPoolId, { identity: create(), linkByPhone: true }), first);
      notStrictEqual(await login(subject, userPoolId, { identity: create() }), first);
    },
  },
  {
    sentence:
      'one account comes of 10 first logins at once with one phone number where the pool links by phone',
    async prove(subject) {
      const userPoolId = await subject.createPool();
      const phone = createPhone();
      const logins = Array.from({ length: 10 }, () =>
        login(subject, userPoolId, { identity: createIdentity({ phone }), linkByPhone: true }),
      );
      strictEqual(new Set(await Promise.all(logins)).size, 1);
    },
  },
  {
    sentence:
      'phone and profile stay as they are when a login brings none, and change when it brings new ones',
    async prove(subject) {
      const userPoolId = await subject.createPool();
      const phone = createPhone();
      const identity = createIdentity({ phone, profile: { nickname: '小明' } });
      await find(subject, userPoolId, identity);
      const { account: without } = await find(subject, userPoolId, { ...identity, phone: null, profile: {} });
      deepStrictEqual([without.phone, without.nickname], [phone.asGiven, '小明']);
      const other = createPhone();
      const renamed = { ...identity, phone: other, profile: { nickname: '小红' } };
      const { account: changed } = await find(subject, userPoolId, renamed);
      deepStrictEqual([changed.phone, changed.nickname], [other.asGiven, '小红']);
    },
  },
];
