import { randomBytes } from 'node:crypto';
import { parseUser, type User } from '@app2wxapp/core';
import type { Identity } from '@app2wxapp/nest';
import { expect } from '@jest/globals';
import type { AccountStore } from '../src/accounts/account-store.js';

/** One promise of {@link AccountStore}, whatever database is below. */
export interface Promised {
  readonly sentence: string;
  prove(store: AccountStore): Promise<void>;
}

/** Each case makes users of its own, so that all may run on one store. */
export const accountStoreContract: readonly Promised[] = [
  {
    sentence: 'creates an account at the first login, whose members are in the order of the schema',
    prove: async (store) => {
      const login = createLogin({ nickname: '林', unionid: 'u1', phone: '17600006754' });
      const account = await store.load(login);
      expect(JSON.stringify(account)).toBe(
        JSON.stringify({
          _id: login.userId,
          username: '',
          nickname: '林',
          photo: '',
          unionid: 'u1',
          phone: '176****6754',
          loginsCount: 1,
          lastLogin: '2026-01-02T03:04:05.000Z',
          signedUp: '2026-01-01T00:00:00.000Z',
          displayName: null,
        }),
      );
      expect(JSON.stringify(await store.load(toToken(login)))).toBe(JSON.stringify(account));
    },
  },
  {
    sentence: 'updates the account at each login, and keeps the user’s own changes',
    prove: async (store) => {
      const { userId } = createLogin();
      await store.load(createLogin({ _id: userId, nickname: 'old' }));
      await store.rename(userId, '小林');
      const account = await store.load(createLogin({ _id: userId, nickname: 'new', loginsCount: 2 }));
      expect(account).toMatchObject({ nickname: 'new', loginsCount: 2, displayName: '小林' });
    },
  },
  {
    sentence: 'changes nothing for a later request, which has fewer fields than the login',
    prove: async (store) => {
      const login = createLogin({ nickname: '林' });
      await store.load(login);
      expect(await store.load(toToken(login))).toMatchObject({ nickname: '林', loginsCount: 1 });
    },
  },
  {
    sentence: 'creates an account for a valid token of an unknown user, and completes it at the login',
    prove: async (store) => {
      const login = createLogin({ nickname: '林', unionid: 'u2' });
      expect(await store.load(toToken(login))).toMatchObject({
        _id: login.userId,
        nickname: '',
        unionid: 'u2',
      });
      expect(await store.load(login)).toMatchObject({ _id: login.userId, nickname: '林' });
    },
  },
  {
    sentence: 'resets a chosen name',
    prove: async (store) => {
      const login = createLogin();
      await store.load(login);
      expect(await store.rename(login.userId, 'Lin')).toMatchObject({ displayName: 'Lin' });
      expect(await store.rename(login.userId, null)).toMatchObject({ displayName: null });
    },
  },
  {
    sentence: 'renames no unknown user',
    prove: async (store) => {
      expect(await store.rename(createLogin().userId, 'Lin')).toBeUndefined();
    },
  },
  {
    sentence: 'removes an account with the user’s own changes, and a missing one is no error',
    prove: async (store) => {
      const login = createLogin();
      await store.load(login);
      await store.rename(login.userId, 'Lin');
      await store.remove(login.userId);
      await store.remove(login.userId);
      expect(await store.load(login)).toMatchObject({ displayName: null });
    },
  },
  {
    sentence: 'stores names unchanged, whatever they mean to a database',
    prove: async (store) => {
      for (const nickname of ["'); DROP TABLE accounts; --", '👨‍👩‍👧‍👦', '\\u0041"{}', 'a\u0000b', '$1']) {
        const login = createLogin({ nickname });
        await store.load(login);
        expect(await store.load(toToken(login))).toMatchObject({ nickname });
      }
    },
  },
  {
    sentence: 'creates one account for twenty first logins at once',
    prove: async (store) => {
      const login = createLogin();
      const accounts = await Promise.all(Array.from({ length: 20 }, () => store.load(login)));
      expect(new Set(accounts.map((account) => account?._id))).toEqual(new Set([login.userId]));
      await store.rename(login.userId, 'one');
      expect(await store.load(login)).toMatchObject({ displayName: 'one' });
    },
  },
  {
    sentence: 'responds to a health check',
    prove: async (store) => {
      await expect(store.ping()).resolves.toBeUndefined();
    },
  },
];

type Login = Extract<Identity, { by: 'ticket' }>;

function createLogin(fields: Partial<User> = {}): Login {
  const user = parseUser({
    _id: randomBytes(12).toString('hex'),
    loginsCount: 1,
    lastLogin: '2026-01-02T03:04:05.000Z',
    signedUp: '2026-01-01T00:00:00.000Z',
    token: 'of-a-test',
    ...fields,
  });
  return { by: 'ticket', userPoolId: 'pool', userId: user._id, user };
}

/** What a later request of the same user says. */
function toToken({ userPoolId, userId, user }: Login): Identity {
  const data = { unionid: user.unionid, id: userId, clientId: userPoolId };
  return { by: 'token', userPoolId, userId, claims: { data, iat: 0, exp: 1 } };
}
