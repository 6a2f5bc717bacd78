import type { TokenClaims, User } from '@app2wxapp/core';
import { z } from 'zod';

/**
 * User as its app sees it, under the names that Authing's clients read. It omits the token (which the response has
 * beside the user, once), WeChat's whole profile (`oauth`), the openid, addresses, and the pool's own notes
 * (`metadata`).
 */
export const PublicUser = z.object({
  _id: z.string(),
  username: z.string(),
  nickname: z.string(),
  photo: z.string(),
  unionid: z.string().nullable(),
  phone: z.string().nullable().describe('Phone number, only its first three and last four digits.'),
  loginsCount: z.int(),
  lastLogin: z.string().nullable().describe('ISO 8601.'),
  signedUp: z.string().nullable().describe('ISO 8601.'),
});

/** User as its app sees it. */
export type PublicUser = z.output<typeof PublicUser>;

/** Picks the public part of a user. */
export function toPublicUser(user: User): PublicUser {
  const { _id, username, nickname, photo, unionid, loginsCount, lastLogin, signedUp } = user;
  const phone = maskPhone(user.phone);
  return { _id, username, nickname, photo, unionid, phone, loginsCount, lastLogin, signedUp };
}

/** Creates the account of a user who logged in elsewhere and presents a token. */
export function createPublicUser({ id, unionid }: TokenClaims['data']): PublicUser {
  const nothing = { username: '', nickname: '', photo: '', phone: null };
  return { _id: id, ...nothing, unionid, loginsCount: 0, lastLogin: null, signedUp: null };
}

function maskPhone(phone: string | null): string | null {
  if (phone === null) return null;
  return phone.length < 8 ? '*'.repeat(phone.length) : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
