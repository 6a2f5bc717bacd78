import { App2WxappError } from '@app2wxapp/core';
import type { AuthorityStore } from './authority-store.port.js';
import type { AvatarOwner } from './avatar-ticket.js';
import type { Clock } from './clock.port.js';
import type { Picture } from './picture.js';
import { createToken, type Random } from './random.port.js';

/** Dependencies of saving a picture. */
export interface AvatarDependencies {
  /** Store of pictures. */
  readonly store: AuthorityStore;
  /** Source of the current time. */
  readonly clock: Clock;
  /** Source of random values. */
  readonly random: Random;
  /** Returns the public origin of the authority. */
  readonly issuer: () => string;
}

/**
 * Stores a picture of the account, in place of the previous one. Each picture has an unguessable address, so that
 * callers may cache it. It does **not** verify the avatar ticket.
 *
 * @returns the address, which is the account's `photo` from now on
 * @throws {App2WxappError} `invalid_ticket` when the account is deleted or may not log in
 */
export async function saveAvatar(
  { store, clock, random, issuer }: AvatarDependencies,
  owner: AvatarOwner,
  picture: Picture,
): Promise<string> {
  const id = createToken(random, 16);
  const photo = `${issuer()}/avatars/${id}`;
  const now = new Date(clock.now());
  if (await store.saveAvatar({ ...owner, ...picture, id, photo, now })) return photo;
  throw new App2WxappError('invalid_ticket', 'The account of this avatar ticket was deleted or blocked.');
}
