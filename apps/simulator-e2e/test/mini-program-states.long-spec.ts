import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ServerErrorCode } from '@app2wxapp/core';
import { findSharedDemo } from '@app2wxapp/demo';
import type { Browser, BrowserContextOptions, Page, Route } from 'playwright-core';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import { PhonePage } from './phone-page.js';

/** Set `REGENERATE=true` to make the pictures of the documentation anew. */
const isWanted = process.env.REGENERATE === 'true';
const IMAGES = fileURLToPath(new URL('../../../docs/images/simulator-states', import.meta.url));

const LOGIN = '用微信登录';
const PHONE = '同意并提供手机号';
const WITHOUT = '不提供手机号，直接登录';
const REFUSE = '拒绝';
const RETRY = '重试';
const BACK = '返回 App';
const CHOOSE = '选择头像，可以不选';
const DAWN = '清晨的山';

/** What is made of a request: no answer, none at all, a refusal by this name, or another answer. */
type Answer = 'never' | 'lost' | ServerErrorCode | ((answer: Record<string, unknown>) => object);

interface State {
  /** What is switched before, beside the phone. */
  readonly setup?: (page: Page) => Promise<void>;
  /** Label of the app's login button. */
  readonly login?: string;
  /** Another way into the mini program than the app's login button. */
  readonly opening?: string;
  /** How a visitor gets there from the app's login button. */
  readonly steps?: readonly string[];
  readonly pools?: Answer;
  readonly tickets?: Answer;
  readonly avatars?: Answer;
  readonly loginCodes?: Answer;
  /** What is typed in at the end. */
  readonly nickname?: string;
  readonly offline?: boolean;
  /** Seconds that pass at the end. */
  readonly seconds?: number;
  readonly title: string | RegExp;
  readonly notice?: string;
  readonly buttons: readonly string[];
}

const trouble = (name: string) => async (page: Page) => {
  await page.getByLabel('手机端故障').selectOption({ label: name });
};
const withoutPhoneWish = (page: Page) => page.getByRole('checkbox', { name: '获取手机号' }).uncheck();
const largeFont = (page: Page) => page.getByRole('checkbox', { name: '微信大字号' }).check();
const profileWanted = (pool: Record<string, unknown>) => ({ ...pool, askProfile: true });
/** As if the pool asked for a picture: what comes of it does not reach the authority. */
const pictureSent = {
  pools: profileWanted,
  tickets: (ticket: Record<string, unknown>) => ({ ...ticket, avatarTicket: 'avatar-ticket' }),
  steps: [CHOOSE, DAWN, WITHOUT],
};

const asking = { title: /^登录 /, buttons: [PHONE, WITHOUT, REFUSE] };
const agreed = { steps: [WITHOUT] };
const STATES: Readonly<Record<string, State>> = {
  explaining: { opening: '从微信小程序列表打开', title: '用微信登录 App', buttons: [] },
  'wrong-scene': { opening: '点击转发的卡片', title: '请从 App 里开始登录', buttons: [] },
  opening: { pools: 'never', title: '正在打开', buttons: [] },
  'opening-slow': {
    pools: 'never',
    seconds: 4,
    title: '正在打开',
    notice: '网络较慢，请稍候。',
    buttons: [],
  },
  asking: { ...asking, setup: withoutPhoneWish, buttons: ['同意并登录', REFUSE] },
  'asking-phone-offered': asking,
  'asking-phone-required': {
    ...asking,
    pools: (pool) => ({ ...pool, requirePhone: true }),
    buttons: [PHONE, REFUSE],
  },
  'asking-phone-refused': { ...asking, steps: [PHONE, '不允许'], notice: '你没有提供手机号。' },
  'asking-privacy-refused': {
    ...asking,
    setup: trouble('未同意隐私保护指引（104）'),
    steps: [PHONE],
    notice: '需要先同意隐私保护指引，才能提供手机号。',
  },
  'asking-phone-quota-gone': {
    ...asking,
    setup: trouble('手机号验证额度用完（1400001）'),
    steps: [PHONE],
    notice: '微信暂时不能提供手机号，你可以直接登录。',
    buttons: ['同意并登录', REFUSE],
  },
  'asking-profile': { ...asking, pools: profileWanted },
  'asking-profile-choosing': { ...asking, pools: profileWanted, steps: [CHOOSE] },
  'asking-profile-filled-in': { ...asking, pools: profileWanted, steps: [CHOOSE, DAWN], nickname: '阿山' },
  'asking-phone-once-more': {
    ...asking,
    ...agreed,
    tickets: 'phone_required',
    notice: '需要手机号',
    buttons: [PHONE, REFUSE],
  },
  'asking-offline': { ...asking, offline: true, notice: '网络已断开，恢复后再试。' },
  working: { ...agreed, tickets: 'never', title: '正在登录', buttons: [] },
  'working-slow': {
    ...agreed,
    tickets: 'never',
    seconds: 4,
    title: '正在登录',
    notice: '网络较慢，请稍候。',
    buttons: [],
  },
  saving: { ...pictureSent, avatars: 'never', title: '正在保存头像', buttons: [] },
  succeeded: { ...agreed, title: '授权成功', buttons: [BACK] },
  'succeeded-avatar-lost': {
    ...pictureSent,
    avatars: 'lost',
    title: '授权成功',
    notice: '头像没有保存成功，不影响登录。',
    buttons: [BACK],
  },
  'succeeded-invalid-scene': {
    setup: trouble('无法返回 App（invalid scene）'),
    steps: [WITHOUT, BACK],
    title: '授权成功',
    notice: '微信不允许从这里直接返回，请手动切换到 App。',
    buttons: [BACK],
  },
  'succeeded-app-not-opened': {
    setup: trouble('App 无法打开'),
    steps: [WITHOUT, BACK, '打开'],
    title: '授权成功',
    notice: '没能打开 App，请再试一次，或手动切换到 App。',
    buttons: [BACK],
  },
  denied: { steps: [REFUSE], title: '已取消登录', buttons: [BACK] },
  'failed-invalid-launch': { opening: 'App 传入错误参数', title: '打开方式不对', buttons: [BACK] },
  'failed-phone-quota-gone': {
    setup: trouble('手机号验证额度用完（1400001）'),
    pools: (pool) => ({ ...pool, requirePhone: true }),
    steps: [PHONE],
    title: '暂时拿不到手机号',
    buttons: [RETRY, BACK],
  },
  'failed-pool-unknown': { pools: 'user_pool_not_found', title: '应用不存在', buttons: [BACK] },
  'failed-app-not-allowed': {
    ...agreed,
    tickets: 'app_not_allowed',
    title: '这个 App 不能登录',
    buttons: [BACK],
  },
  'failed-user-blocked': { ...agreed, tickets: 'user_blocked', title: '账号已被停用', buttons: [BACK] },
  'failed-login-code': {
    ...agreed,
    tickets: 'invalid_login_code',
    title: '微信登录没有成功',
    buttons: [RETRY, BACK],
  },
  'failed-wechat': {
    ...agreed,
    tickets: 'wechat_unavailable',
    title: '微信暂时没有响应',
    buttons: [RETRY, BACK],
  },
  'failed-network': { ...agreed, loginCodes: 'lost', title: '网络不通', buttons: [RETRY, BACK] },
  'failed-rate-limited': {
    ...agreed,
    tickets: 'rate_limited',
    title: '操作太频繁',
    buttons: [RETRY, BACK],
  },
  'failed-internal': { ...agreed, tickets: 'internal', title: '服务暂时不可用', buttons: [RETRY, BACK] },
  'failed-expired': { ...agreed, seconds: 660, title: '等待太久，登录已过期', buttons: [RETRY, BACK] },
  'english-asking': {
    setup: (page) => page.getByRole('button', { name: 'English' }).click(),
    login: 'Log in with WeChat',
    title: /^Log in to /,
    buttons: ['Agree and share my number', 'Log in without my number', 'Deny'],
  },
  'english-asking-profile': {
    setup: (page) => page.getByRole('button', { name: 'English' }).click(),
    login: 'Log in with WeChat',
    pools: profileWanted,
    steps: ['Choose a picture (optional)', 'The mountain at night'],
    title: /^Log in to /,
    buttons: ['Agree and share my number', 'Log in without my number', 'Deny'],
  },
  'large-font-asking': {
    ...asking,
    setup: largeFont,
    pools: profileWanted,
    steps: [CHOOSE, DAWN],
    nickname: '阿山',
  },
};

async function fulfil(route: Route, answer: Answer): Promise<void> {
  if (answer === 'never') return;
  if (answer === 'lost') return route.abort();
  if (typeof answer === 'string') {
    const headers = { 'access-control-allow-origin': '*' };
    return route.fulfill({ status: 400, headers, json: { error: answer, code: 1000, message: answer } });
  }
  const response = await route.fetch();
  const json = answer((await response.json()) as Record<string, unknown>);
  return route.fulfill({ response, json });
}

describeInBrowser('every state of the mini program that the phone can be brought to', () => {
  const demo = findSharedDemo();
  let browser: Browser;

  beforeAll(async () => {
    if (isWanted) mkdirSync(IMAGES, { recursive: true });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await askForProfile(false);
    await browser?.close();
  });

  /** Opens the page and brings the phone into the state. */
  async function reach(state: State, options: BrowserContextOptions = {}): Promise<PhonePage> {
    const phone = await PhonePage.open(browser, demo.simulator, { reducedMotion: 'reduce', ...options });
    const { page } = phone;
    const { pools, tickets, avatars, loginCodes, steps = [], seconds } = state;
    if (pools !== undefined) await page.route('**/oauth/app2wxapp/pools/*', (route) => fulfil(route, pools));
    if (tickets !== undefined)
      await page.route('**/oauth/app2wxapp/tickets/*', (route) => fulfil(route, tickets));
    if (avatars !== undefined)
      await page.route('**/oauth/app2wxapp/avatars/*', (route) => fulfil(route, avatars));
    if (loginCodes !== undefined)
      await page.route('**/__simulator/login-codes', (route) => fulfil(route, loginCodes));
    if (seconds !== undefined) await page.clock.install();
    await state.setup?.(page);
    if (state.opening === undefined) await phone.press(state.login ?? LOGIN);
    else await page.getByRole('button', { name: state.opening }).click();
    for (const step of steps) await phone.press(step);
    if (state.nickname !== undefined) await phone.phone.getByLabel('昵称').fill(state.nickname);
    if (state.offline) {
      await phone.heading(asking.title).waitFor();
      await page.context().setOffline(true);
    }
    if (seconds !== undefined) {
      const before = steps.length > 0 && tickets === undefined ? '授权成功' : state.title;
      await phone.heading(before).waitFor();
      await page.clock.fastForward(seconds * 1000);
    }
    await phone.heading(state.title).waitFor();
    if (state.notice !== undefined) await phone.phone.getByText(state.notice).waitFor();
    return phone;
  }

  test.each(Object.keys(STATES))('%s', async (name) => {
    const state = STATES[name] as State;
    const modes = isWanted ? (['light', 'dark'] as const) : (['light'] as const);
    for (const colorScheme of modes) {
      const phone = await reach(state, { colorScheme });
      const actions = phone.phone.locator('.mini-actions');
      expect(await actions.getByRole('button').allInnerTexts()).toEqual(state.buttons);
      if (isWanted) await phone.phone.screenshot({ path: join(IMAGES, `${name}-${colorScheme}.png`) });
      await phone.close();
    }
  });

  /** Whether the pool asks for a nickname and a picture, as its operator sets it. */
  async function askForProfile(askProfile = true) {
    const response = await fetch(`${demo.authority}/admin/pools/${demo.pools[0]?.userPoolId}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${demo.operatorToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ askProfile }),
    });
    expect(response.status).toBe(200);
  }

  test('a nickname and a picture that the pool asks for and the visitor gives are the account’s', async () => {
    await askForProfile();
    const phone = await reach({ ...asking, steps: [CHOOSE, DAWN] });
    await phone.phone.getByLabel('昵称').fill('阿山');
    for (const step of [WITHOUT, BACK, '打开']) await phone.press(step);
    await phone.heading(/阿山/).waitFor();
    const picture = phone.phone.locator('img.avatar');
    expect(await picture.getAttribute('src')).toMatch(new RegExp(`^${demo.authority}/avatars/[\\w-]{22}$`));
    await phone.page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('img.avatar')?.naturalWidth,
    );
    await phone.page.getByRole('button', { name: /上传头像/ }).click();
    const wires = await phone.page.getByRole('region', { name: '请求全过程' }).innerText();
    expect(wires).toMatch(/POST \/oauth\/app2wxapp\/avatars\/\w+\n?authorization: Bearer •+\n\[\d+ bytes\]/);
    expect(phone.complaints).toEqual([]);
    await phone.close();
  });

  test('a picture can be a file of the visitor’s, be changed and be taken away; Escape changes nothing', async () => {
    await askForProfile();
    const phone = await reach(asking);
    const chosen = phone.phone.locator('.fields img');
    await phone.press(CHOOSE);
    const buffer = await phone.phone.screenshot();
    const file = { name: 'picture.html', mimeType: 'image/png', buffer };
    await phone.phone.getByLabel('从电脑选择').setInputFiles(file);
    const first = await chosen.getAttribute('src');
    expect(first).toMatch(/^data:image\/jpeg/);
    await phone.press('更换头像');
    await phone.page.keyboard.press('Escape');
    expect(await chosen.getAttribute('src')).toBe(first);
    await phone.press('更换头像');
    await phone.press('夜里的山');
    await phone.page.waitForFunction((before) => {
      const now = document.querySelector<HTMLImageElement>('.fields img')?.src;
      return now !== undefined && now !== before;
    }, first);
    await phone.press('移除头像');
    await chosen.waitFor({ state: 'detached' });
    expect(phone.complaints).toEqual([]);
    await phone.close();
  });
});
