import { describe, expect, jest, test } from '@jest/globals';
import { createRules } from './rules.js';

async function logIn(nickname: string, settings: { checkNickname: boolean }) {
  const rules = await createRules({ askProfile: true, ...settings });
  const { ticket } = await rules.issue({ profile: { nickname } });
  const user = await rules.redeem({ ticket });
  return { kept: user.nickname, events: rules.events };
}

describe('a nickname that WeChat checks', () => {
  test('is saved when WeChat accepts it', async () => {
    const { kept, events } = await logIn('小明', { checkNickname: true });
    expect(kept).toBe('小明');
    expect(events.map(({ type }) => type)).not.toContain('nickname_rejected');
  });

  test.each([
    ['calls it risky', 'risky', 'risky'],
    ['calls for a person to look at it', 'review', 'review'],
    ['does not answer', 'away', 'timeout'],
    ['is asked too often', 'too often', 'rate_limited'],
  ])(
    'is not saved when WeChat %s; the login continues and the event names the reason',
    async (_name, nickname, rejection) => {
      const { kept, events } = await logIn(nickname, { checkNickname: true });
      expect(kept).not.toBe(nickname);
      const [{ accountId } = {}] = events.filter(({ type }) => type === 'issued');
      expect(events).toContainEqual(
        expect.objectContaining({ type: 'nickname_rejected', accountId, rejection }),
      );
    },
  );

  test('leaves the account its former nickname', async () => {
    const rules = await createRules({ askProfile: true, checkNickname: true });
    await rules.redeem(await rules.issue({ profile: { nickname: '小明' } }));
    const user = await rules.redeem(await rules.issue({ profile: { nickname: 'risky' } }));
    expect([user.loginsCount, user.nickname]).toEqual([2, '小明']);
  });

  test('hides no mistake of the code', async () => {
    await expect(logIn('broken', { checkNickname: true })).rejects.toThrow(TypeError);
  });
});

test('a missing nickname is not sent to WeChat', async () => {
  const rules = await createRules({ askProfile: true, checkNickname: true });
  const check = jest.spyOn(rules.wechat, 'checkNickname');
  for (const profile of [undefined, {}]) await rules.issue({ profile });
  expect(check).not.toHaveBeenCalled();
  await rules.issue({ profile: { nickname: '小明' } });
  expect(check).toHaveBeenCalledTimes(1);
});

test('a nickname is not checked unless the pool asks for it', async () => {
  expect((await logIn('risky', { checkNickname: false })).kept).toBe('risky');
});
