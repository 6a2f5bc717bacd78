import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { decodeExtMsg } from '@app2wxapp/core';
import {
  APP_ID,
  BOUND_QUERY,
  PHONE_QUERY,
  QUERY,
  STATE,
  TICKET,
  PICTURE,
  askingTicket,
  curiousPool,
  poolIs,
  refusedAs,
  ticketIs,
} from './fake-wechat.js';
import { find, mountPage } from './mounted-page.js';

const brand = JSON.parse(readFileSync(new URL('../brand.json', import.meta.url), 'utf8')) as {
  readonly name: { readonly en: string };
  readonly logo: string;
};
const unseen: unknown[] = [];
process.on('unhandledRejection', (reason) => unseen.push(reason));

let page: ReturnType<typeof mountPage>;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  page = mountPage();
});

afterEach(async () => {
  page.unload();
  await page.wait(10_000); // what a request under way has at most
  expect([page.wechat.networkListeners.size, jest.getTimerCount()]).toEqual([0, 0]);
  jest.useRealTimers();
});

afterAll(async () => {
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(unseen).toEqual([]);
});

const RETURN = { label: '返回 App', openType: 'launchApp' };

/** What the button back hands to the app, decoded. */
function handedBack() {
  const { openType, appParameter } = page.buttons().find(({ label }) => label === RETURN.label) ?? {};
  expect(openType).toBe('launchApp');
  expect(appParameter).not.toBe('');
  return decodeExtMsg(appParameter);
}

type Page = ReturnType<typeof mountPage>;

describe('the page opened without a login', () => {
  test('explains itself when a user opens it by hand', async () => {
    await page.open({}, 1001);
    expect(page.title()).toBe('用微信登录 App');
    expect(page.text()).toContain('请在要登录的 App 里点“微信登录”');
    expect(page.buttons()).toEqual([]);
    expect(page.wechat.names()).not.toContain('request pools');
  });

  test.each([1007, 1008, 1011, 1036, 1089])(
    'offers no login when the query comes by scene %d, as from a forged card',
    async (scene) => {
      await page.open(BOUND_QUERY, scene);
      expect(page.title()).toBe('请从 App 里开始登录');
      expect(page.buttons()).toEqual([]);
      expect(page.wechat.names()).not.toContain('request pools');
    },
  );

  test('returns a failure when the app sends an invalid query', async () => {
    await page.open({ userPoolId: 'a&b', fromApp: '1' });
    expect(page.title()).toBe('打开方式不对');
    expect(handedBack()).toMatchObject({ status: 'failed', code: 2231 });
  });
});

describe('a login without a phone number', () => {
  test('shows the pool and its requests, logs in by one tap and returns by another', async () => {
    await page.open(BOUND_QUERY);
    expect(page.title()).toBe('登录 好店');
    expect(page.shares()).toEqual(['你的身份标识，用来识别账号']);
    expect(page.buttons()).toEqual([{ label: '同意并登录' }, { label: '拒绝' }]);
    await page.tap('agree');
    expect(page.title()).toBe('授权成功');
    expect(page.buttons()).toEqual([{ ...RETURN, appParameter: expect.any(String) }]);
    expect(handedBack()).toEqual({ status: 'success', ticket: TICKET, message: '授权成功', state: STATE });
    expect(page.wechat.ticketRequests()).toEqual([
      {
        loginCode: 'LOGINCODE',
        useSelfWxapp: false,
        scene: 1069,
        sourceAppId: APP_ID,
        state: STATE,
        codeChallenge: 'C'.repeat(43),
      },
    ]);
  });

  test('can be denied, and the app and the authority learn of it', async () => {
    await page.open(BOUND_QUERY);
    await page.tap('refuse');
    expect(page.title()).toBe('已取消登录');
    expect(handedBack()).toEqual({ status: 'denied', message: '用户取消授权', state: STATE });
    expect(page.wechat.names()).toContain('request denials');
    expect(page.wechat.names()).not.toContain('login');
  });

  test('leaves no timer behind but the one that replaces the ticket', async () => {
    await page.open(QUERY);
    expect(jest.getTimerCount()).toBe(0);
    await page.tap('agree');
    expect(jest.getTimerCount()).toBe(1);
  });

  test('requests one ticket only, however often the user taps', async () => {
    page.wechat.answers.tickets = ['never'];
    await page.open(QUERY);
    await Promise.all([page.tap('agree'), page.tap('agree'), page.tap('agree')]);
    expect(page.wechat.ticketRequests()).toHaveLength(1);
    expect(page.title()).toBe('正在登录');
  });
});

describe('a login with a phone number', () => {
  test('sends the code of the phone number button, apart from the login code', async () => {
    await page.open(PHONE_QUERY);
    expect(page.buttons()).toEqual([
      { label: '同意并提供手机号', openType: 'getPhoneNumber' },
      { label: '不提供手机号，直接登录' },
      { label: '拒绝' },
    ]);
    await page.answerPhone({ errMsg: 'getPhoneNumber:ok', code: 'PHONECODE' });
    expect(page.wechat.ticketRequests()).toMatchObject([{ loginCode: 'LOGINCODE', phoneCode: 'PHONECODE' }]);
    expect(handedBack()).toMatchObject({ status: 'success' });
  });

  test('continues without one when the user declines', async () => {
    await page.open(PHONE_QUERY);
    await page.answerPhone({ errMsg: 'getPhoneNumber:fail user deny' });
    expect(page.notice()).toBe('你没有提供手机号。');
    await page.tap('agree');
    expect(page.wechat.ticketRequests()[0]).not.toHaveProperty('phoneCode');
    expect(handedBack()).toMatchObject({ status: 'success' });
  });

  test('asks again when the user did not accept the privacy guidelines, and opens them', async () => {
    await page.open(PHONE_QUERY);
    await page.answerPhone({
      errMsg: 'getPhoneNumber:fail privacy permission is not authorized',
      errno: 104,
    });
    expect(page.notice()).toBe('需要先同意隐私保护指引，才能提供手机号。');
    await page.tap('privacy');
    expect(page.wechat.names()).toContain('openPrivacyContract');
    await page.answerPhone({ errMsg: 'getPhoneNumber:ok', code: 'PHONECODE' });
    expect(handedBack()).toMatchObject({ status: 'success' });
  });

  test('removes the phone number button when the quota is consumed', async () => {
    await page.open(PHONE_QUERY);
    await page.answerPhone({ errMsg: 'getPhoneNumber:fail', errno: 1400001 });
    expect(page.notice()).toBe('微信暂时不能提供手机号，你可以直接登录。');
    expect(page.buttons()).toEqual([{ label: '同意并登录' }, { label: '拒绝' }]);
    await page.tap('agree');
    expect(handedBack()).toMatchObject({ status: 'success' });
  });

  test('does not offer to skip it where the pool requires one', async () => {
    page.wechat.answers.pools = [poolIs(true)];
    await page.open(QUERY);
    expect(page.buttons()).toEqual([
      { label: '同意并提供手机号', openType: 'getPhoneNumber' },
      { label: '拒绝' },
    ]);
    await page.answerPhone({ errMsg: 'getPhoneNumber:fail', errno: 1400001 });
    expect(page.title()).toBe('暂时拿不到手机号');
    expect(handedBack()).toMatchObject({ status: 'failed' });
    await page.tap('retry');
    await page.answerPhone({ errMsg: 'getPhoneNumber:ok', code: 'PHONECODE' });
    expect(handedBack()).toMatchObject({ status: 'success' });
  });

  test('asks for one after all when the authority requires it', async () => {
    page.wechat.answers.tickets = [refusedAs('phone_required'), ticketIs()];
    await page.open(QUERY);
    await page.tap('agree');
    expect(page.notice()).toBe('登录 好店 需要手机号，请再确认一次。');
    await page.answerPhone({ errMsg: 'getPhoneNumber:ok', code: 'PHONECODE' });
    expect(handedBack()).toMatchObject({ status: 'success' });
  });
});

describe('the field for a nickname', () => {
  test('is absent unless the pool asks for it', async () => {
    await page.open(QUERY);
    expect(find(page.tree(), 'nickname')).toEqual([]);
  });

  test('sends the entered nickname, with the phone number or without', async () => {
    page.wechat.answers.pools = [curiousPool, curiousPool];
    await page.open(PHONE_QUERY);
    await page.typeNickname('小明');
    await page.reviewNickname(true);
    await page.answerPhone({ errMsg: 'getPhoneNumber:fail user deny' });
    await page.tap('agree');
    expect(page.wechat.ticketRequests()).toMatchObject([{ profile: { nickname: '小明' } }]);
    await page.open(PHONE_QUERY);
    await page.typeNickname('小红');
    await page.reviewNickname(true);
    await page.answerPhone({ errMsg: 'getPhoneNumber:ok', code: 'PHONECODE' });
    expect(page.wechat.ticketRequests()[1]).toMatchObject({ profile: { nickname: '小红' } });
  });

  test('asks for the privacy guidelines when it is entered first: without them WeChat reviews nothing', async () => {
    page.wechat.answers.pools = [curiousPool];
    await page.open(QUERY);
    await page.focusNickname();
    await page.focusNickname();
    expect(page.wechat.names().filter((name) => name === 'requirePrivacyAuthorize')).toHaveLength(1);
  });

  test('holds a tap on "agree" until WeChat has reviewed the name, and sends it then', async () => {
    page.wechat.answers.pools = [curiousPool];
    await page.open(QUERY);
    await page.typeNickname('小明');
    await page.tap('agree');
    await page.tap('agree');
    await page.wait(2_900);
    expect(page.wechat.ticketRequests()).toEqual([]);
    await page.reviewNickname(true);
    expect(page.wechat.ticketRequests()).toMatchObject([{ profile: { nickname: '小明' } }]);
  });

  test('is not sent by the review of an earlier name', async () => {
    page.wechat.answers.pools = [curiousPool];
    await page.open(QUERY);
    await page.typeNickname('小明');
    await page.inputNickname('not reviewed');
    await page.reviewNickname(true);
    await page.typeNickname('not reviewed');
    await page.tap('agree');
    await page.wait(3_000);
    expect(page.wechat.ticketRequests()).toHaveLength(1);
    expect(page.wechat.ticketRequests()[0]).not.toHaveProperty('profile');
  });

  test('is sent by its own review when an earlier one arrives while the tap waits', async () => {
    page.wechat.answers.pools = [curiousPool];
    await page.open(QUERY);
    await page.typeNickname('小明');
    await page.typeNickname('小红');
    await page.tap('agree');
    await page.reviewNickname(true);
    expect(page.wechat.ticketRequests()).toEqual([]);
    await page.reviewNickname(true);
    expect(page.wechat.ticketRequests()).toMatchObject([{ profile: { nickname: '小红' } }]);
  });

  test.each([
    ['WeChat says nothing for three seconds', (page: Page) => page.wait(3_000)],
    ['WeChat refuses it', (page: Page) => page.reviewNickname(false)],
  ])('drops the name where %s, and the login continues', async (_, pass) => {
    page.wechat.answers.pools = [curiousPool];
    await page.open(QUERY);
    await page.typeNickname('not to be shown');
    await page.tap('agree');
    await pass(page);
    await page.settle();
    expect(page.wechat.ticketRequests()).toHaveLength(1);
    expect(page.wechat.ticketRequests()[0]).not.toHaveProperty('profile');
  });

  test('does not wait where WeChat reports no review, before base library 2.29.1', async () => {
    page.wechat.setSdkVersion('2.29.0');
    page.wechat.answers.pools = [curiousPool];
    await page.open(QUERY);
    await page.typeNickname('小明');
    await page.tap('agree');
    expect(page.wechat.ticketRequests()).toMatchObject([{ profile: { nickname: '小明' } }]);
  });

  test('cancels a waiting tap when another launch starts', async () => {
    page.wechat.answers.pools = [curiousPool];
    await page.open(QUERY);
    await page.typeNickname('小明');
    await page.tap('agree');
    await page.open(QUERY);
    await page.wait(3_000);
    expect(page.wechat.ticketRequests()).toEqual([]);
  });

  test('may be left empty, and is empty when WeChat rejects the nickname', async () => {
    page.wechat.answers.pools = [curiousPool];
    await page.open(QUERY);
    expect(find(page.tree(), 'nickname')[0]?.attrs).toContainEqual({ name: 'type', value: 'nickname' });
    await page.typeNickname('not to be shown');
    await page.reviewNickname(false);
    await page.tap('agree');
    expect(page.wechat.ticketRequests()[0]).not.toHaveProperty('profile');
  });
});

describe('the row for a picture', () => {
  beforeEach(() => {
    page.wechat.answers.pools = [curiousPool];
    page.wechat.answers.tickets = [askingTicket];
  });

  const attributes = (className: string) =>
    Object.fromEntries(
      (find(page.tree(), className)[0]?.attrs ?? []).map(({ name, value }) => [name, value]),
    );

  test('is absent unless the pool asks for it, and where WeChat has no such button', async () => {
    page.wechat.features.delete('button.open-type.chooseAvatar');
    await page.open(QUERY);
    expect([find(page.tree(), 'choose'), find(page.tree(), 'nickname').length]).toEqual([[], 1]);
    page.wechat.features.add('button.open-type.chooseAvatar');
    page.wechat.answers.pools = [poolIs()];
    await page.open(QUERY);
    expect(find(page.tree(), 'fields')).toEqual([]);
  });

  test("is WeChat's own button, describes its action, and shows the chosen picture", async () => {
    await page.open(QUERY);
    expect(attributes('choose')).toMatchObject({
      'open-type': 'chooseAvatar',
      'aria-role': 'button',
      'aria-label': '选择头像，可以不选',
    });
    expect([find(page.tree(), 'avatar'), find(page.tree(), 'remove')]).toEqual([[], []]);
    await page.chooseAvatar();
    expect(attributes('choose')).toMatchObject({ 'aria-label': '更换头像' });
    expect(attributes('avatar')).toMatchObject({ src: PICTURE });
    expect(attributes('remove')).toMatchObject({ 'aria-role': 'button', 'aria-label': '移除头像' });
    await page.chooseAvatar({ avatarUrl: 'wxfile://tmp_another.jpg' });
    expect(attributes('avatar')).toMatchObject({ src: 'wxfile://tmp_another.jpg' });
    expect(page.wechat.names()).not.toContain('compressImage');
  });

  test('sends the picture, scaled down, once the user agreed and the ticket was issued', async () => {
    await page.open(BOUND_QUERY);
    await page.chooseAvatar();
    await page.tap('agree');
    expect(page.wechat.names().slice(-3)).toEqual(['request tickets', 'compressImage', 'request avatars']);
    expect(page.wechat.calls).toContainEqual({
      name: 'compressImage',
      options: expect.objectContaining({ src: PICTURE, compressedWidth: 264 }),
    });
    expect(page.wechat.pictureRequests()).toEqual([
      {
        url: expect.stringMatching(`/oauth/app2wxapp/avatars/${QUERY.userPoolId}$`),
        header: expect.objectContaining({ authorization: 'Bearer AVATARTICKET' }),
        bytes: 9_000,
      },
    ]);
    expect(handedBack()).toEqual({ status: 'success', ticket: TICKET, message: '授权成功', state: STATE });
    expect(page.notice()).toBe('');
  });

  test('is combined with the nickname and the phone number', async () => {
    await page.open(PHONE_QUERY);
    await page.typeNickname('小明');
    await page.reviewNickname(true);
    await page.chooseAvatar();
    await page.answerPhone({ errMsg: 'getPhoneNumber:ok', code: 'PHONECODE' });
    expect(page.wechat.ticketRequests()).toMatchObject([{ profile: { nickname: '小明' } }]);
    expect(page.wechat.pictureRequests()).toHaveLength(1);
  });

  test('may be left empty, also by removing the picture again or by cancelling', async () => {
    await page.open(QUERY);
    await page.chooseAvatar({});
    await page.chooseAvatar();
    await page.chooseAvatar({ errMsg: 'chooseAvatar:fail cancel' });
    expect(attributes('avatar')).toMatchObject({ src: PICTURE });
    await page.tap('remove');
    expect([find(page.tree(), 'avatar'), find(page.tree(), 'remove')]).toEqual([[], []]);
    await page.tap('agree');
    expect(handedBack()).toMatchObject({ status: 'success' });
    expect(page.wechat.pictureRequests()).toEqual([]);
  });

  test.each([
    ['refuses it', refusedAs('invalid_request', 413)],
    ['does not answer', 'lost'],
    ['is none', { status: 502, body: '<html>' }],
  ] as const)('does not delay the login when the authority %s', async (_, answer) => {
    page.wechat.answers.avatars = [answer];
    await page.open(QUERY);
    await page.chooseAvatar();
    await page.tap('agree');
    expect(page.title()).toBe('授权成功');
    expect(page.notice()).toBe('头像没有保存成功，不影响登录。');
    expect(handedBack()).toMatchObject({ status: 'success', ticket: TICKET });
  });

  test('says what it waits for, and waits at most six seconds', async () => {
    page.wechat.answers.avatars = ['never'];
    await page.open(QUERY);
    await page.chooseAvatar();
    await page.tap('agree');
    expect([page.title(), page.notice(), page.buttons()]).toEqual(['正在保存头像', '', []]);
    await page.wait(3_000);
    expect(page.notice()).toBe('网络较慢，请稍候。');
    await page.wait(3_000);
    expect([page.title(), page.notice()]).toEqual(['授权成功', '头像没有保存成功，不影响登录。']);
  });

  test.each(['fail', 'never'] as const)('is sent unchanged when WeChat cannot scale it: %s', async (how) => {
    page.wechat.answers.compressions = [how];
    await page.open(QUERY);
    await page.chooseAvatar();
    await page.tap('agree');
    await page.wait(2_000);
    expect(page.wechat.pictureRequests()).toMatchObject([{ bytes: 90_000 }]);
    expect(handedBack()).toMatchObject({ status: 'success' });
  });

  test.each([
    ['it is too large even so', () => page.wechat.files.set(PICTURE, 262_145)],
    ['WeChat has removed the file', () => page.wechat.files.delete(PICTURE)],
  ])('is not sent when %s, and the login continues', async (_, change) => {
    page.wechat.answers.compressions = ['fail'];
    change();
    await page.open(QUERY);
    await page.chooseAvatar();
    await page.tap('agree');
    expect(page.wechat.pictureRequests()).toEqual([]);
    expect(page.notice()).toBe('头像没有保存成功，不影响登录。');
    expect(handedBack()).toMatchObject({ status: 'success' });
  });

  test('shows picture and nickname again when the login is tried again', async () => {
    page.wechat.answers.tickets = ['lost', askingTicket];
    await page.open(QUERY);
    await page.typeNickname('小明');
    await page.reviewNickname(true);
    await page.chooseAvatar();
    await page.tap('agree');
    await page.tap('retry');
    expect([attributes('avatar')['src'], attributes('nickname')['value']]).toEqual([PICTURE, '小明']);
    await page.tap('agree');
    expect(page.wechat.pictureRequests()).toHaveLength(1);
  });

  test('is empty again in the next launch', async () => {
    await page.open(QUERY);
    await page.typeNickname('小明');
    await page.reviewNickname(true);
    await page.chooseAvatar();
    await page.open(QUERY);
    expect([find(page.tree(), 'avatar'), attributes('nickname')['value']]).toEqual([[], '']);
  });
});

describe('a login that cannot succeed', () => {
  test('is explained when the pool is unknown', async () => {
    page.wechat.answers.pools = [refusedAs('user_pool_not_found', 404)];
    await page.open(BOUND_QUERY);
    expect(page.title()).toBe('应用不存在');
    expect(page.buttons()).toHaveLength(1);
    expect(handedBack()).toMatchObject({ status: 'failed', code: 2224, state: STATE });
  });

  test.each([
    ['app_not_allowed', '这个 App 不能登录', 1001],
    ['user_blocked', '账号已被停用', 2005],
  ])('is explained when the authority responds with %s, without a second try', async (error, title, code) => {
    page.wechat.answers.tickets = [refusedAs(error)];
    await page.open(QUERY);
    await page.tap('agree');
    expect(page.title()).toBe(title);
    expect(page.buttons()).toHaveLength(1);
    expect(handedBack()).toMatchObject({ status: 'failed', code });
  });
});

describe('a login that fails temporarily', () => {
  test.each([
    ['wx.login fails, whose request is the phone’s', null, '网络不通'],
    ['wx.login succeeds without a code', '', '微信暂时没有响应'],
  ])('can be tried again when %s', async (_, code, title) => {
    page.wechat.answers.login = [code, 'LATERCODE'];
    await page.open(QUERY);
    await page.tap('agree');
    expect(page.title()).toBe(title);
    expect(handedBack()).toMatchObject({ status: 'failed', code: 1000 });
    await page.tap('retry');
    await page.tap('agree');
    expect(handedBack()).toMatchObject({ status: 'success' });
  });

  test('gives wx.login ten seconds to call back', async () => {
    page.wechat.answers.login = ['never', 'LATERCODE'];
    await page.open(QUERY);
    await page.tap('agree');
    await page.wait(9_900);
    expect(page.title()).toBe('正在登录');
    await page.wait(100);
    expect(page.title()).toBe('网络不通');
    await page.tap('retry');
    await page.tap('agree');
    expect(handedBack()).toMatchObject({ status: 'success' });
  });

  test('requests another code from WeChat once, unnoticed, when the first one has expired', async () => {
    page.wechat.answers.login = ['OLDCODE', 'NEWCODE'];
    page.wechat.answers.tickets = [refusedAs('invalid_login_code', 401), ticketIs()];
    await page.open(QUERY);
    await page.tap('agree');
    expect(page.title()).toBe('授权成功');
    expect(page.wechat.ticketRequests().map(({ loginCode }) => loginCode)).toEqual(['OLDCODE', 'NEWCODE']);
  });

  test('fails after the second code', async () => {
    page.wechat.answers.tickets = [refusedAs('invalid_login_code', 401)];
    await page.open(QUERY);
    await page.tap('agree');
    expect(page.title()).toBe('微信登录没有成功');
    expect(page.wechat.ticketRequests()).toHaveLength(2);
    expect(page.buttons()).toEqual([{ label: '重试' }, { ...RETURN, appParameter: expect.any(String) }]);
  });

  test('continues by itself when the network is back', async () => {
    page.wechat.answers.pools = ['lost', poolIs()];
    await page.open(QUERY);
    expect(page.title()).toBe('网络不通');
    expect(handedBack()).toMatchObject({ status: 'failed', code: 1000 });
    page.wechat.setOnline(false);
    page.wechat.setOnline(true);
    await page.settle();
    expect(page.title()).toBe('登录 好店');
  });

  test('shows that the network is down while the user decides, and removes the notice later', async () => {
    await page.open(QUERY);
    page.wechat.setOnline(false);
    expect(page.notice()).toBe('网络已断开，恢复后再试。');
    page.wechat.setOnline(true);
    expect(page.notice()).toBe('');
  });

  test('shows after three seconds that it is slow, and after ten that it failed', async () => {
    page.wechat.answers.tickets = ['never', ticketIs()];
    await page.open(QUERY);
    await page.tap('agree');
    await page.wait(2_900);
    expect([page.title(), page.notice()]).toEqual(['正在登录', '']);
    await page.wait(100);
    expect([page.title(), page.notice()]).toEqual(['正在登录', '网络较慢，请稍候。']);
    await page.wait(7_000);
    expect(page.title()).toBe('网络不通');
    await page.tap('retry');
    await page.tap('agree');
    expect(handedBack()).toMatchObject({ status: 'success' });
  });

  test('continues when the user returns to it', async () => {
    page.wechat.answers.pools = ['lost', poolIs()];
    await page.open(QUERY);
    await page.leave();
    await page.comeBack();
    expect(page.title()).toBe('登录 好店');
  });
});

describe('the way back', () => {
  test('asks the user to switch by hand when WeChat does not allow it', async () => {
    await page.open(QUERY);
    await page.tap('agree');
    await page.failLaunch('launchApp:fail invalid scene');
    expect(page.notice()).toBe('微信不允许从这里直接返回，请手动切换到 App。');
    expect(handedBack()).toMatchObject({ status: 'success' });
  });

  test('can be tried again when the app did not open', async () => {
    await page.open(QUERY);
    await page.tap('refuse');
    await page.failLaunch('launchApp:fail');
    expect(page.notice()).toBe('没能打开 App，请再试一次，或手动切换到 App。');
    expect(handedBack()).toMatchObject({ status: 'denied' });
  });

  test('has a new ticket, unnoticed, when the first would expire while the user waits', async () => {
    page.wechat.answers.tickets = [ticketIs(), ticketIs('N'.repeat(43))];
    await page.open(QUERY);
    await page.tap('agree');
    await page.wait(89_000);
    expect(handedBack()).toMatchObject({ ticket: TICKET });
    await page.wait(1_000);
    expect(page.title()).toBe('授权成功');
    expect(handedBack()).toMatchObject({ ticket: 'N'.repeat(43) });
  });

  test('has a new ticket when the user was elsewhere while the first expired', async () => {
    page.wechat.answers.tickets = [ticketIs(), ticketIs('N'.repeat(43))];
    await page.open(QUERY);
    await page.tap('agree');
    await page.leave();
    await page.wait(300_000);
    await page.comeBack();
    expect(handedBack()).toMatchObject({ ticket: 'N'.repeat(43) });
  });

  test('has ended when the user was in the app already', async () => {
    await page.open(QUERY);
    await page.tap('agree');
    await page.launched();
    await page.leave();
    await page.wait(300_000);
    await page.comeBack();
    expect(page.title()).toBe('等待太久，登录已过期');
    expect(page.buttons()).toHaveLength(1);
    expect(page.wechat.ticketRequests()).toHaveLength(1);
  });
});

describe('a second launch while the first is open', () => {
  test('replaces it, whatever the first still waits for', async () => {
    page.wechat.answers.tickets = ['never', ticketIs()];
    page.wechat.answers.pools = [poolIs(), poolIs(true)];
    await page.open(PHONE_QUERY);
    await page.tap('agree');
    expect(page.title()).toBe('正在登录');
    await page.open(BOUND_QUERY);
    expect(page.buttons().map(({ openType }) => openType)).toEqual(['getPhoneNumber', undefined]);
    await page.wait(20_000);
    await page.answerPhone({ errMsg: 'getPhoneNumber:ok', code: 'PHONECODE' });
    expect(handedBack()).toMatchObject({ status: 'success', state: STATE });
    expect(page.wechat.networkListeners.size).toBe(1);
  });
});

describe('the page itself', () => {
  test('switches the share menu off, every time it is opened', async () => {
    await page.open({}, 1001);
    await page.open(QUERY);
    expect(page.wechat.names().filter((name) => name === 'hideShareMenu')).toHaveLength(2);
  });

  test('is in English on an English system', async () => {
    page.wechat.setLanguage('en');
    await page.open(PHONE_QUERY);
    expect(page.title()).toBe('Log in to 好店');
    expect(page.wechat.calls).toContainEqual({
      name: 'setNavigationBarTitle',
      options: expect.objectContaining({ title: brand.name.en }),
    });
    await page.tap('refuse');
    expect(page.buttons().map(({ label }) => label)).toEqual(['Return to the app']);
  });

  test("shows the brand's logo where the pool has none", async () => {
    page.wechat.answers.pools = [poolIs(false, '')];
    await page.open(QUERY);
    const attributes = find(page.tree(), 'logo')[0]?.attrs;
    expect(attributes).toContainEqual({ name: 'src', value: `/${brand.logo}` });
  });

  test('gives a screen reader the roles of headings, lists, alerts and links, and the names of pictures', async () => {
    await page.open(PHONE_QUERY);
    const roles = (name: string) =>
      find(page.tree(), name).map(({ attrs }) => attrs.find((attr) => attr.name === 'aria-role')?.value);
    expect(roles('title')).toEqual(['heading']);
    expect(roles('shares')).toEqual(['list']);
    expect(roles('share')).toEqual(['listitem', 'listitem']);
    expect(roles('notice')).toEqual(['alert']);
    expect(roles('privacy')).toEqual(['link']);
    expect(roles('action')).toEqual(['button', 'button', 'button']);
    expect(find(page.tree(), 'logo')[0]?.attrs).toContainEqual({ name: 'aria-label', value: '好店' });
  });
});

describe('the app that opened the mini program', () => {
  const sourceOf = async (enter: object, launch?: { query: object; appId: string }) => {
    page.wechat.setEnter(enter as { query: object });
    if (launch)
      page.wechat.setLaunch({ scene: 1069, query: launch.query, referrerInfo: { appId: launch.appId } });
    await page.open(BOUND_QUERY);
    await page.tap('agree');
    return page.wechat.ticketRequests()[0]?.['sourceAppId'];
  };
  const another = 'wx00000000000000bb';

  test('is named by getEnterOptionsSync', async () => {
    const launch = { query: BOUND_QUERY, appId: another };
    expect(await sourceOf({ appId: APP_ID, query: BOUND_QUERY }, launch)).toBe(APP_ID);
  });

  test('is named by getLaunchOptionsSync where the first does not and it is the same launch', async () => {
    expect(await sourceOf({ query: BOUND_QUERY }, { query: BOUND_QUERY, appId: APP_ID })).toBe(APP_ID);
  });

  test.each([
    ['another launch', BOUND_QUERY, { ...BOUND_QUERY, state: 'X'.repeat(22) }],
    ['a launch that is not bound, as any app could repeat', QUERY, QUERY],
  ])('is not read from %s', async (_, query, launched) => {
    expect(await sourceOf({ query }, { query: launched, appId: another })).toBeUndefined();
  });
});

test('opens on a WeChat without getAppBaseInfo, before base library 2.20.1', async () => {
  page.wechat.wx.getAppBaseInfo = undefined;
  await page.open(QUERY);
  expect(page.title()).toBe('登录 好店');
});

describe('a newer version of the mini program', () => {
  test.each([
    ['explaining', {}, 1001, 1],
    ['asking', QUERY, 1069, 0],
  ])(
    'is started when the user leaves a page that is %s, unless a login is in progress',
    async (_, query, scene, times) => {
      const page = mountPage();
      await page.open(query, scene);
      page.wechat.finishUpdate();
      await page.leave();
      expect(page.wechat.names().filter((name) => name === 'applyUpdate')).toHaveLength(times);
    },
  );
});
