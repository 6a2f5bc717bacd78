import type { User, WechatProfile } from '@app2wxapp/core';
import type { Account } from './account.js';
import type { Login } from './authority-store.port.js';

/**
 * WeChat's default name and picture of users who entered none. @see
 * https://developers.weixin.qq.com/community/develop/doc/00022c683e8a80b29bed2142b56c01
 */
export const PLACEHOLDER = {
  nickname: '微信用户',
  photo:
    'https://thirdwx.qlogo.cn/mmopen/vi_32/POgEwh4mIHO4nibH0KlMECNjjGxQUq24ZEaGT4poC6icRiccVGKSyXwibcPq4BWmiaIGuG1icwxaQX6grC9VemZoJ8rg/132',
} as const;

/** Builds the user object of an exchange: every key, in the documented order. */
export function buildUser(login: Login, token: { readonly token: string; readonly expiresAt: Date }): User {
  const { account } = login;
  const nickname = account.nickname || PLACEHOLDER.nickname;
  const photo = account.photo || PLACEHOLDER.photo;
  return {
    emailVerified: false,
    username: nickname,
    nickname,
    company: '',
    photo,
    loginsCount: account.loginsCount,
    registerMethod: 'oauth:app2wxapp',
    blocked: account.blocked,
    isDeleted: account.isDeleted,
    oauth: JSON.stringify(buildProfile(account, login.openid, { nickname, photo })),
    metadata: account.metadata,
    _id: account.id,
    unionid: account.unionid,
    openid: login.openid,
    lastIP: login.ip,
    lastLogin: login.loggedInAt.toISOString(),
    signedUp: account.signedUp.toISOString(),
    token: token.token,
    tokenExpiredAt: token.expiresAt.toISOString(),
    phone: account.phone,
  };
}

function buildProfile(
  account: Account,
  openid: string,
  shown: { readonly nickname: string; readonly photo: string },
): WechatProfile {
  return {
    nickName: shown.nickname,
    gender: 0,
    language: 'zh_CN',
    city: '',
    province: '',
    country: '',
    avatarUrl: shown.photo,
    phone: account.phone,
    openid,
    unionid: account.unionid,
  };
}
