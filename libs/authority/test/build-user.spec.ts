import { describe, expect, test } from '@jest/globals';
import { buildUser, type Account } from '../src/index.js';

const ACCOUNT: Account = {
  ...{ id: '000000000000000000000001', unionid: 'u-1', phone: '17600006754' },
  ...{ nickname: '小明', photo: 'https://example.com/p.png', metadata: '{"a":1}', loginsCount: 3 },
  ...{ blocked: false, isDeleted: false, signedUp: new Date(1000), validAfter: null },
};
const TOKEN = { token: 'a-token', expiresAt: new Date(3000) };
const LOGIN = { sessionId: 's', appId: 'wx', openid: 'o-1', ip: '203.0.113.7', loggedInAt: new Date(2000) };
const build = (changes: Partial<Account> = {}) =>
  buildUser({ ...LOGIN, account: { ...ACCOUNT, ...changes } }, TOKEN);

describe('the user of an exchange', () => {
  test('has every documented key, in the documented order', () => {
    const oauth = {
      ...{ nickName: '小明', gender: 0, language: 'zh_CN', city: '', province: '', country: '' },
      ...{ avatarUrl: 'https://example.com/p.png', phone: '17600006754', openid: 'o-1', unionid: 'u-1' },
    };
    const user = {
      ...{ emailVerified: false, username: '小明', nickname: '小明', company: '' },
      ...{ photo: 'https://example.com/p.png', loginsCount: 3, registerMethod: 'oauth:app2wxapp' },
      ...{ blocked: false, isDeleted: false, oauth: JSON.stringify(oauth), metadata: '{"a":1}' },
      ...{ _id: '000000000000000000000001', unionid: 'u-1', openid: 'o-1', lastIP: '203.0.113.7' },
      ...{ lastLogin: '1970-01-01T00:00:02.000Z', signedUp: '1970-01-01T00:00:01.000Z' },
      ...{ token: 'a-token', tokenExpiredAt: '1970-01-01T00:00:03.000Z', phone: '17600006754' },
    };
    expect(JSON.stringify(build())).toBe(JSON.stringify(user));
  });

  test('has the name and the picture that WeChat uses for users who entered none', () => {
    const { username, nickname, photo, oauth } = build({ nickname: '', photo: '' });
    expect([username, nickname]).toEqual(['微信用户', '微信用户']);
    expect(photo).toMatch(/^https:\/\/thirdwx\.qlogo\.cn\/mmopen\/vi_32\/\w+\/132$/);
    expect(JSON.parse(oauth)).toMatchObject({ nickName: '微信用户', avatarUrl: photo });
  });
});
