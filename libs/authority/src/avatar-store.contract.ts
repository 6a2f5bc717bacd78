import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import type { AvatarOwner } from './avatar-ticket.js';
import type { NewAvatar } from './authority-store.port.js';
import { createObjectId, createToken, systemRandom } from './random.port.js';
import { keepTicket, NOW, type StorePromise } from './store-fixtures.contract.js';

/** Every byte value: no step may treat them as text. */
const BYTES = Uint8Array.from({ length: 256 }, (_, byte) => byte);

function createAvatar({ userPoolId, accountId }: AvatarOwner): NewAvatar {
  const id = createToken(systemRandom, 16);
  const photo = `https://authority.example/avatars/${id}`;
  return { userPoolId, accountId, id, photo, type: 'image/png', bytes: BYTES, now: NOW };
}

/** Promises of a store about pictures. */
export const AVATARS: readonly StorePromise[] = [
  {
    sentence: 'a picture comes back byte for byte under its id, and its address is the photo of the account',
    async prove(subject) {
      const { user, take } = await keepTicket(subject);
      const avatar = createAvatar(user);
      strictEqual(await subject.store.findAvatar(avatar.id), undefined);
      strictEqual(await subject.store.saveAvatar(avatar), true);
      const found = await subject.store.findAvatar(avatar.id);
      deepStrictEqual([found?.type, [...(found?.bytes ?? [])]], ['image/png', [...BYTES]]);
      strictEqual((await subject.store.redeem(take())).login?.account.photo, avatar.photo);
    },
  },
  {
    sentence: 'an account has one picture: a newer one takes the place of the older, also of 10 at once',
    async prove(subject) {
      const { user, take } = await keepTicket(subject);
      const avatars = Array.from({ length: 10 }, () => createAvatar(user));
      await subject.store.saveAvatar(createAvatar(user));
      const saved = await Promise.all(avatars.map((avatar) => subject.store.saveAvatar(avatar)));
      deepStrictEqual([...new Set(saved)], [true]);
      const found = await Promise.all(avatars.map(({ id }) => subject.store.findAvatar(id)));
      const kept = avatars.filter((_, index) => found[index] !== undefined);
      const { login: opened } = await subject.store.redeem(take());
      deepStrictEqual(
        kept.map(({ photo }) => photo),
        [opened?.account.photo],
      );
    },
  },
  {
    sentence:
      'a picture for no account, for an account of another pool or for one that is blocked is not kept',
    async prove(subject) {
      const { user } = await keepTicket(subject);
      const avatars = [
        createAvatar({ ...user, accountId: createObjectId(systemRandom, Date.now()) }),
        createAvatar({ ...user, userPoolId: await subject.createPool() }),
        createAvatar(user),
      ];
      await subject.blockAccount(user.accountId);
      for (const avatar of avatars) {
        strictEqual(await subject.store.saveAvatar(avatar), false);
        strictEqual(await subject.store.findAvatar(avatar.id), undefined);
      }
    },
  },
];
