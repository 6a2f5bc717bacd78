import { describe, expect, test } from '@jest/globals';
import { messageOf } from '../src/messages.js';

describe('the message of a failure', () => {
  test.each([
    [undefined, '请先登录'],
    ['zh-CN,zh;q=0.9,en;q=0.8', '请先登录'],
    ['fr, en;q=0.3, zh;q=0.2', 'Please log in.'],
  ])('for Accept-Language %p is %s', (header, text) => {
    expect(messageOf('invalid_token', header)).toBe(text);
  });

  test('asks the user to come back for a failure that the user cannot resolve', () => {
    expect(messageOf('invalid_secret', 'en')).toMatch(/try again later/);
  });

  test.each(['login_denied', 'login_expired', 'phone_required', 'login_pending', 'app_not_allowed'] as const)(
    'is a separate one for %s, in both languages',
    (code) => {
      for (const language of ['zh', 'en']) {
        expect(messageOf(code, language)).not.toBe(messageOf('internal', language));
      }
    },
  );
});
