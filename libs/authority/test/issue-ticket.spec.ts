import type { LoginCode, PhoneCode } from '@app2wxapp/core';
import { App2WxappError } from '@app2wxapp/core';
import { describe, expect, jest, test } from '@jest/globals';
import { digest } from '../src/index.js';
import { createRules } from './rules.js';

const phoneCode = '17600006754' as PhoneCode;

describe('issuing a ticket', () => {
  test('consumes no code of WeChat for a request that can be rejected without it', async () => {
    const rules = await createRules({ allowAnyApp: false, allowedAppIds: ['wx-app'], requirePhone: true });
    await expect(rules.issue({ sourceAppId: 'wx-other' })).rejects.toMatchObject({
      code: 'app_not_allowed',
      message:
        'This app is not allowed to log users in to this pool. Add its WeChat AppID to the allowedAppIds of the pool.',
    });
    await expect(rules.issue()).rejects.toMatchObject({ code: 'app_not_allowed' });
    const phoneless = rules.issue({ sourceAppId: 'wx-app' });
    await expect(phoneless).rejects.toMatchObject({
      code: 'phone_required',
      message: 'This pool requires a phone number. Ask the user to share it.',
    });
    await expect(rules.issue({ userPoolId: 'none' })).rejects.toMatchObject({ code: 'user_pool_not_found' });
    expect(rules.asked).toEqual([]);
  });

  test('accepts no login code of another mini program for a pool that has its own, and consumes none', async () => {
    const rules = await createRules({ appId: 'wx-of-the-pool' });
    await expect(rules.issue({ useSelfWxapp: false })).rejects.toMatchObject({
      code: 'invalid_request',
      message:
        'This pool has its own mini program and accepts no logins from another one. Send useSelfWxapp=1.',
    });
    expect(rules.asked).toEqual([]);
    await expect(rules.issue({ useSelfWxapp: true })).resolves.toMatchObject({ expiresIn: 120 });
    expect(rules.asked).toEqual([expect.objectContaining({ appId: 'wx-of-the-pool', appSecret: 'x' })]);
  });

  test('rejects every app while the pool lists none, unless it allows any app', async () => {
    for (const sourceAppId of [undefined, '', 'wx-app']) {
      const rules = await createRules({ allowAnyApp: false, allowedAppIds: [] });
      await expect(rules.issue({ sourceAppId })).rejects.toMatchObject({ code: 'app_not_allowed' });
      const open = await createRules({ allowAnyApp: true, allowedAppIds: ['wx-other'] });
      await expect(open.issue({ sourceAppId })).resolves.toMatchObject({ expiresIn: 120 });
    }
  });

  test('saves the entered profile only where the pool asks for it', async () => {
    for (const askProfile of [false, true]) {
      const rules = await createRules({ askProfile });
      const { ticket } = await rules.issue({ profile: { nickname: '小明' } });
      await expect(rules.redeem({ ticket })).resolves.toMatchObject({
        nickname: askProfile ? '小明' : '微信用户',
      });
    }
  });

  test('never issues the same ticket to two logins, and each has 256 bits', async () => {
    const rules = await createRules();
    const tickets = await Promise.all(Array.from({ length: 100 }, () => rules.issue()));
    expect(new Set(tickets.map(({ ticket }) => ticket)).size).toBe(100);
    for (const { ticket } of tickets) expect(Buffer.from(ticket, 'base64url')).toHaveLength(32);
  });

  test('names the missing mini program: that of the pool, or that of the authority', async () => {
    const rules = await createRules();
    await expect(rules.issue({ useSelfWxapp: true })).rejects.toMatchObject({
      code: 'invalid_request',
      message:
        'This pool has no mini program of its own. Set its AppID and AppSecret, or send useSelfWxapp=0.',
    });
    rules.miniPrograms.find = async () => undefined;
    await expect(rules.issue()).rejects.toMatchObject({
      code: 'invalid_request',
      message:
        'This authority has no mini program. Set WECHAT_APP_ID and WECHAT_APP_SECRET, or use a pool of its own.',
    });
    expect(rules.asked).toEqual([]);
  });

  test('calls WeChat within the time of the request, and not at all when none is left', async () => {
    const rules = await createRules();
    const { signal } = new AbortController();
    await rules.issue({ signal });
    expect(rules.asked).toEqual([{ appId: 'wx-of-the-authority', appSecret: 'x', signal }]);
    await expect(rules.issue({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'unavailable',
      message: 'Reading the pool took too long to call WeChat in time. Try again.',
      retryAfterSeconds: 1,
    });
    expect(rules.asked).toHaveLength(1);
  });

  test('stores the digest of a ticket, its binding, and its lifetime', async () => {
    const rules = await createRules({ ticketTtlSeconds: 60, linkByPhone: true });
    const issue = jest.spyOn(rules.store, 'issue');
    const unbound = await rules.issue();
    const codeChallenge = digest('verifier');
    const bound = await rules.issue({ state: 'state', codeChallenge, phoneCode });
    expect([unbound.expiresIn, bound.expiresIn]).toEqual([60, 60]);
    const [issuedAt, expiresAt] = [new Date(rules.clock.nowMs), new Date(rules.clock.nowMs + 60_000)];
    const user = { appId: 'wx-of-the-authority', openid: 'o-code', unionid: null };
    const phone = { e164: '+8617600006754', asGiven: '17600006754' };
    const common = { userPoolId: rules.pool.id, linkByPhone: true };
    const binding = { stateDigest: digest('state'), codeChallenge };
    expect(issue.mock.calls).toEqual([
      [
        {
          ...{ ...common, identity: { ...user, phone: null } },
          ticket: {
            ...{ digest: digest(unbound.ticket), stateDigest: null, codeChallenge: null },
            ...{ issuedAt, expiresAt },
          },
        },
      ],
      [
        {
          ...{ ...common, identity: { ...user, phone } },
          ticket: { digest: digest(bound.ticket), ...binding, issuedAt, expiresAt },
        },
      ],
    ]);
  });

  test('returns the account of a picture where the pool asks for one, and nowhere else', async () => {
    const asking = await createRules({ askProfile: true });
    const { avatarOf } = await asking.issue();
    expect(avatarOf).toBe(asking.store.tickets[0]?.accountId);
    const silent = await createRules();
    expect(Object.keys(await silent.issue())).toEqual(['ticket', 'expiresIn']);
  });

  test('is recorded with its account, and a refusal with its reason', async () => {
    const rules = await createRules();
    await rules.issue();
    const where = { userPoolId: rules.pool.id, ip: '203.0.113.7' };
    const accountId = rules.store.tickets[0]?.accountId;
    expect(rules.events).toEqual([{ type: 'issued', ...where, accountId }]);
    await expect(rules.issue({ useSelfWxapp: true })).rejects.toBeInstanceOf(App2WxappError);
    expect(rules.events.at(-1)).toEqual({
      ...{ type: 'refused', step: 'issue', reason: 'invalid_request', ...where },
    });
  });

  test('records when a WeChat user moves to the account of its unionid, and from which', async () => {
    const rules = await createRules();
    const resolve = jest.spyOn(rules.wechat, 'resolveLoginCode');
    await rules.issue({ loginCode: 'a' as LoginCode });
    const movedFrom = rules.store.tickets[0]?.accountId;
    resolve.mockResolvedValueOnce({ openid: 'o-b', unionid: 'u' } as never);
    await rules.issue({ loginCode: 'b' as LoginCode });
    const accountId = rules.store.tickets[0]?.accountId;
    resolve.mockResolvedValueOnce({ openid: 'o-a', unionid: 'u' } as never);
    await rules.issue({ loginCode: 'a' as LoginCode });
    const where = { userPoolId: rules.pool.id, ip: '203.0.113.7', accountId };
    expect(accountId).not.toBe(movedFrom);
    expect(rules.events.slice(2)).toEqual([
      { type: 'identity_moved', ...where, movedFrom },
      { type: 'issued', ...where },
    ]);
  });

  test.each([{ blocked: true }, { isDeleted: true }])('rejects an account that is %j', async (change) => {
    const rules = await createRules();
    await rules.issue();
    rules.store.changeAccount(rules.store.tickets[0]?.accountId ?? '', change);
    await expect(rules.issue()).rejects.toMatchObject({ code: 'user_blocked' });
    expect(rules.store.tickets).toHaveLength(1);
  });

  test('asks the user to start again when the launch accepts no ticket', async () => {
    const rules = await createRules();
    await rules.deny('state');
    await expect(rules.issue({ state: 'state', codeChallenge: digest('verifier') })).rejects.toMatchObject({
      code: 'login_expired',
      message:
        'This launch was already used or denied, or belongs to another user. Start the login again in the app.',
    });
  });
});

describe('the phone number of a login', () => {
  const failing = async (code: 'phone_unavailable' | 'invalid_phone_code', requirePhone: boolean) => {
    const rules = await createRules({ requirePhone });
    const failure = new App2WxappError(code, 'WeChat gave no number.');
    jest.spyOn(rules.wechat, 'resolvePhoneCode').mockRejectedValue(failure);
    const login = rules.issue({ phoneCode }).then(rules.redeem);
    return { login, failure };
  };

  test('is requested from WeChat for the user of the login, when it was shared', async () => {
    const rules = await createRules();
    const resolve = jest.spyOn(rules.wechat, 'resolvePhoneCode');
    await expect(rules.redeem(await rules.issue())).resolves.toMatchObject({ phone: null });
    expect(resolve).not.toHaveBeenCalled();
    await expect(rules.redeem(await rules.issue({ phoneCode }))).resolves.toMatchObject({ phone: phoneCode });
    const caller = { appId: 'wx-of-the-authority', appSecret: 'x' };
    expect(resolve.mock.calls).toEqual([[expect.objectContaining(caller), phoneCode, 'o-code']]);
  });

  test('is left out when WeChat returns none, unless the pool requires it', async () => {
    const optional = await failing('phone_unavailable', false);
    await expect(optional.login).resolves.toMatchObject({ phone: null });
    const required = await failing('phone_unavailable', true);
    await expect(required.login).rejects.toBe(required.failure);
  });

  test.each([true, false])(
    'is requested again when its code is consumed, required or not: %j',
    async (required) => {
      const { login, failure } = await failing('invalid_phone_code', required);
      await expect(login).rejects.toBe(failure);
    },
  );
});
