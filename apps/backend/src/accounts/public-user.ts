import type { TokenClaims, User } from '@app2wxapp/core';

/**
 * What an app may know of its user, under the names that Authing's clients read. Left out: the token (it is beside the
 * user, once), what WeChat said in full (`oauth`), the openid, addresses, and the pool's own notes (`metadata`).
 */
export interface PublicUser {
  readonly _id: string;
  readonly username: string;
  readonly nickname: string;
  readonly photo: string;
  readonly unionid: string | null;
  /** Only the first three and last four characters. */
  readonly phone: string | null;
  readonly loginsCount: number;
  readonly lastLogin: string;
  readonly signedUp: string;
}

/** Picks the public part of a user. */
export function toPublicUser(user: User): PublicUser {
  const { _id, username, nickname, photo, unionid, loginsCount, lastLogin, signedUp } = user;
  return {
    _id,
    username,
    nickname,
    photo,
    unionid,
    phone: maskPhone(user.phone),
    loginsCount,
    lastLogin,
    signedUp,
  };
}

/** What a verified token alone tells of its user; the rest is empty until the next login here. */
export function fromClaims({ data, iat }: TokenClaims): PublicUser {
  return {
    _id: data.id,
    username: '',
    nickname: '',
    photo: '',
    unionid: data.unionid,
    phone: null,
    loginsCount: 0,
    lastLogin: new Date(iat * 1000).toISOString(),
    signedUp: '',
  };
}

function maskPhone(phone: string | null): string | null {
  if (phone === null) return null;
  return phone.length < 8 ? '*'.repeat(phone.length) : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
