import { parseUser } from '@app2wxapp/core';

/** A user as a server answers it. */
export const USER = parseUser({
  _id: '5e57540f84622ae263294a42',
  nickname: '小明',
  loginsCount: 2,
  registerMethod: 'oauth:app2wxapp',
  unionid: 'union',
  openid: 'open',
  token: 'a.token.here',
  phone: null,
});
