import { deepStrictEqual, notStrictEqual, strictEqual } from 'node:assert/strict';
import type { WechatIdentity } from './account.js';
import { createToken, systemRandom } from './random.port.js';
import { createIdentity, createPhone, login, NOW, type StorePromise } from './store-fixtures.contract.js';

/** Which account a WeChat user logs in to. */
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
      for (const unionid of [null, `u${createToken(systemRandom, 16)}`]) {
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
      const unionid = `u${createToken(systemRandom, 16)}`;
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
      const unionid = `u${createToken(systemRandom, 16)}`;
      strictEqual(await login(subject, userPoolId, { identity: { ...identity, unionid } }), first);
      const elsewhere = createIdentity({ unionid, appId: 'wx0000000000000002' });
      strictEqual(await login(subject, userPoolId, { identity: elsewhere }), first);
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
      const find = (changed: WechatIdentity) =>
        subject.store.findOrCreateAccount({ userPoolId, identity: changed, linkByPhone: false, now: NOW });
      await find(identity);
      const without = await find({ ...identity, phone: null, profile: {} });
      deepStrictEqual([without.phone, without.nickname], [phone.asGiven, '小明']);
      const other = createPhone();
      const changed = await find({ ...identity, phone: other, profile: { nickname: '小红' } });
      deepStrictEqual([changed.phone, changed.nickname], [other.asGiven, '小红']);
    },
  },
];
