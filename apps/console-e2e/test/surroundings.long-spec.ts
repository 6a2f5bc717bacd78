import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findSharedDemo } from '@app2wxapp/demo';
import { launchBrowser, waitUntilStill } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import type { Browser, BrowserContextOptions, Request } from 'playwright-core';
import { ConsolePage } from './console-page.js';
import { listFlaws } from './list-flaws.js';
import { listViolations } from './list-violations.js';
import { logIn, send } from './wires.js';

const SCREENS = ['', 'users', 'events', 'settings', 'credentials', 'code'];
/** 320 is a window of 1280 at 400 %, 640 one at 200 %. */
const WIDTHS = [320, 360, 640, 768, 820, 992, 1200];

describeInBrowser('the console in windows, browsers and hands of all kinds', () => {
  const demo = findSharedDemo();
  let browser: Browser;
  let userPoolId: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    const create = (path: string, body: object) =>
      send(`${demo.authority}/admin${path}`, { token: demo.operatorToken, body });
    const name = '一个长到在任何窗口里都要换行的用户池名称，with-one-word-that-does-not-break-anywhere'.slice(
      0,
      64,
    );
    const { body } = await create('/pools', { name, allowAnyApp: true, secretRequired: false });
    const made = body as { pool: { id: string }; secret: string };
    userPoolId = made.pool.id;
    const nickname = 'ANicknameWithoutAnyBlank'.repeat(2).slice(0, 32);
    await logIn(
      demo,
      { userPoolId, secret: made.secret },
      { openid: 'o-surroundings', nickname, withPhone: true },
    );
    await create('/operators', {
      name: '王芳（华东大区运营与客户成功部，值班负责人，工号 0123456789）',
      role: 'reader',
    });
  });
  afterAll(async () => {
    await browser?.close();
  });

  async function open(options: BrowserContextOptions = {}) {
    const page = await ConsolePage.open(browser, demo, options);
    await page.signIn();
    return page;
  }

  /** What is cut or sticks out, at every width. */
  async function findFlaws({ page }: ConsolePage) {
    const found: unknown[] = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await waitUntilStill(page); // tables choose their columns
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (overflow > 0) found.push({ width, overflow });
      for (const flaw of await listFlaws(page)) found.push({ width, flaw });
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    return found;
  }

  test.each(['zh-CN', 'en-GB'])('nothing is cut off at any width, in %s', async (locale) => {
    const page = await open({ locale });
    const look = () => findFlaws(page);
    const found: Record<string, unknown[]> = { pools: await look() };
    for (const screen of SCREENS) {
      await page.goTo(userPoolId, screen);
      found[screen] = await look();
    }
    await page.goTo(userPoolId, 'events');
    await page.page.locator('.ant-table-row-expand-icon').first().click();
    await page.page.getByText(/^(自定义|Custom)$/).click();
    await page.settle();
    found['an event'] = await look();
    await page.page.goto(`${demo.authority}/console/operators`);
    await page.settle();
    found.operators = await look();
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((screen) => [screen, []])));
    await page.close();
  });

  test('axe finds nothing wrong in the colours that a system forces', async () => {
    const page = await open({ forcedColors: 'active' });
    const found: Record<string, unknown> = {};
    for (const screen of ['', 'users', 'settings']) {
      await page.goTo(userPoolId, screen);
      found[screen] = await listViolations(page.page);
    }
    expect(found).toEqual({ '': [], users: [], settings: [] });
    await page.close();
  });

  test('the chart has the colours of the page when it turns dark, and light again', async () => {
    const page = await open({ colorScheme: 'light' });
    await page.goTo(userPoolId, '');
    await page.page.locator('.u-over').waitFor();
    const countPixels = (colour: readonly number[]) =>
      page.page.evaluate((wanted) => {
        const canvas = document.querySelector('canvas') as HTMLCanvasElement;
        const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
          0,
          0,
          canvas.width,
          canvas.height,
        );
        let count = 0;
        for (let at = 0; at < data.length; at += 4) {
          if (wanted.every((part, index) => data[at + index] === part) && data[at + 3] === 255) count += 1;
        }
        return count;
      }, colour);
    const light = [0xe6, 0xea, 0xee];
    const dark = [0x24, 0x30, 0x3b];
    for (const [colorScheme, grid, other] of [
      ['dark', dark, light],
      ['light', light, dark],
    ] as const) {
      await page.page.emulateMedia({ colorScheme });
      await page.page.locator(`:root[data-appearance=${colorScheme}]`).waitFor();
      await waitUntilStill(page.page);
      expect([colorScheme, await countPixels(other)]).toEqual([colorScheme, 0]);
      expect(await countPixels(grid)).toBeGreaterThan(100);
    }
    await page.close();
  });

  test('the tab of the screen stays visible when the window shrinks to a phone', async () => {
    const page = await open({ locale: 'en-GB' });
    await page.goTo(userPoolId, 'code');
    await page.page.setViewportSize({ width: 360, height: 780 });
    const tab = page.page.locator('.screen-nav [aria-current=page]');
    await waitUntilStill(page.page);
    const box = await tab.boundingBox();
    expect((box?.x ?? 999) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
    await page.close();
  });

  test('a time field that is focused and left keeps its seconds, and the hour that a clock set back repeats', async () => {
    const page = await open({ timezoneId: 'America/New_York' });
    // The second half past one of the night when clocks are set back.
    const query = new URLSearchParams({ from: '2026-11-01T06:30:15.000Z', to: '2026-11-01T07:00:30.500Z' });
    await page.page.goto(`${demo.authority}/console/pools/${userPoolId}/events?${query.toString()}`);
    await page.settle();
    const from = page.page.getByLabel('开始时间');
    expect(await from.inputValue()).toBe('2026-11-01T01:30');
    for (const label of ['开始时间', '结束时间']) {
      await page.page.getByLabel(label).focus();
      await page.page.getByLabel(label).blur();
    }
    expect(new URL(page.page.url()).searchParams.toString()).toBe(query.toString());
    await from.fill('2026-07-01T08:00');
    await from.press('Enter');
    await page.page.waitForURL(/from=2026-07-01T12%3A00%3A00\.000Z/);
    await page.close();
  });

  test.each(['de', 'ar', 'ja-JP'])('a browser in %s reads English, from left to right', async (locale) => {
    const page = await ConsolePage.open(browser, demo, { locale });
    await page.page.getByRole('heading', { name: 'Sign in to the console' }).waitFor();
    await page.signIn();
    expect(await page.page.evaluate(() => getComputedStyle(document.body).direction)).toBe('ltr');
    expect(await page.page.locator('html').getAttribute('lang')).toBe('en');
    await page.close();
  });

  test('figures are called live only while they are updated: not offline, and not after a failure', async () => {
    const page = await open();
    await page.goTo(userPoolId, 'events');
    await page.see('实时更新');
    await page.page.context().setOffline(true);
    await page.see('连接中断，正在重试');
    await page.page.context().setOffline(false);
    await page.see('实时更新');
    const failure = { status: 500, json: { error: 'internal', message: 'The authority failed.' } };
    await page.page.route('**/admin/events*', (route) => route.fulfill(failure));
    await page.see('更新失败，正在重试');
    await page.close();
  });

  test('pressing twice, or Enter twice, sends one request, however slow the line', async () => {
    const page = await open();
    const sent: string[] = [];
    const isChange = (request: Request) =>
      request.url().includes('/admin/') && request.method() !== 'GET' && !request.url().endsWith('/search');
    page.page.on('request', (request) => isChange(request) && sent.push(request.method()));
    const press = async (twice: () => Promise<unknown>, done: () => Promise<unknown>) => {
      sent.length = 0;
      const release = await page.hold(isChange);
      const first = page.page.waitForRequest(isChange);
      await twice();
      await first;
      await release();
      await done();
      return [...sent];
    };
    await page.press('新建用户池');
    const name = page.dialog.getByLabel('名称');
    await name.fill('双击');
    const enterTwice = async () => {
      await name.press('Enter');
      await name.press('Enter');
    };
    expect(await press(enterTwice, () => page.takeSecret())).toEqual(['POST']);
    await page.page.getByRole('heading', { level: 1, name: '双击' }).waitFor();
    await page.openScreen('设置');
    await page.page.getByLabel('名称', { exact: true }).fill('双击两次');
    const save = page.page.getByRole('button', { name: '保存设置' });
    expect(
      await press(
        () => save.dblclick(),
        () => page.see('设置已保存'),
      ),
    ).toEqual(['PATCH']);
    await page.openScreen('密钥与小程序');
    const second = page.page.getByRole('button', { name: '开始轮换' });
    expect(
      await press(
        () => second.dblclick(),
        () => page.takeSecret(),
      ),
    ).toEqual(['POST']);
    await page.page.goto(`${demo.authority}/console/operators`);
    await page.press('新建管理员');
    await page.dialog.getByLabel('名称').fill('双击管理员');
    const create = page.dialog.getByRole('button', { name: '创建' });
    expect(
      await press(
        () => create.dblclick(),
        () => page.takeSecret(),
      ),
    ).toEqual(['POST']);
    await page.close();
  });

  test('Escape closes a dialog or a drawer, and the focus returns', async () => {
    const page = await open();
    await page.page.getByRole('button', { name: '新建用户池' }).focus();
    await page.page.keyboard.press('Enter');
    await page.page.waitForFunction(() => document.activeElement?.matches('.ant-modal input'));
    await page.page.keyboard.press('Escape');
    await page.dialog.waitFor({ state: 'hidden' });
    await page.page.waitForFunction(() => document.activeElement?.textContent?.trim() === '新建用户池');
    await page.goTo(userPoolId, 'users');
    const user = page.page.locator('.user-link').first();
    await user.focus();
    await page.page.keyboard.press('Enter');
    await page.dialog.getByRole('row').nth(1).waitFor();
    await page.page.keyboard.press('Escape');
    await page.dialog.waitFor({ state: 'hidden' });
    await page.page.waitForFunction(() => document.activeElement?.matches('.user-link'));
    await page.close();
  });

  test('Back closes a drawer and takes back a filter and a range, and Forward brings them again', async () => {
    const page = await open();
    await page.goTo(userPoolId, 'users');
    await page.page.locator('.user-link').first().click();
    await page.dialog.getByRole('row').nth(1).waitFor();
    await page.page.goBack();
    await page.dialog.waitFor({ state: 'hidden' });
    await page.page.goForward();
    await page.dialog.getByRole('row').nth(1).waitFor();
    await page.page.keyboard.press('Escape');
    await page.dialog.waitFor({ state: 'hidden' });
    await page.openScreen('事件');
    await page.page.getByText('7 天', { exact: true }).click();
    await page.page.waitForURL(/events\?days=7$/);
    await page.page.getByRole('combobox', { name: '类型' }).click();
    await page.page.getByTitle('登录成功', { exact: true }).click();
    await page.page.waitForURL(/events\?.*type=redeemed/);
    await page.page.goBack();
    await page.page.waitForURL(/events\?days=7$/);
    await page.page.getByRole('radio', { name: '7 天', checked: true }).waitFor({ state: 'attached' });
    await page.page.goBack();
    await page.page.waitForURL(/events$/);
    await page.page.goForward();
    await page.page.goForward();
    await page.page.locator('.event-select').getByText('登录成功').waitFor();
    await page.close();
  });

  test('ten thousand events are exported whole, in order, in time', async () => {
    const page = await open();
    await page.goTo(userPoolId, 'events');
    const total = 10_000;
    await page.page.route(/\/admin\/events\?.*limit=200/, (route) => {
      const first = Number(new URL(route.request().url()).searchParams.get('cursor') ?? '0');
      const items = Array.from({ length: 200 }, (_, index) => ({
        id: String(first + index),
        at: new Date(1_790_000_000_000 - (first + index) * 1000).toISOString(),
        type: 'redeemed',
        reason: null,
        detail: null,
        requestId: null,
        accountId: null,
        appId: null,
        operator: { id: 'o', name: `=a "quoted", 名称\n${first + index}` },
        ip: '2001:db8::1',
      }));
      const next = first + 200;
      return route.fulfill({ json: { items, nextCursor: next < total + 600 ? String(next) : null } });
    });
    for (const kind of ['CSV', 'JSON Lines']) {
      await page.press('导出');
      const download = page.page.waitForEvent('download', { timeout: 60_000 });
      await page.page.getByRole('menuitem', { name: kind }).click();
      const text = readFileSync(await (await download).path(), 'utf8');
      const ids =
        kind === 'CSV'
          ? [...text.matchAll(/"(\d+)"\r\n/g)].map(([, id]) => Number(id))
          : text
              .trim()
              .split('\n')
              .map((line) => Number((JSON.parse(line) as { id: string }).id));
      expect(ids).toEqual(Array.from({ length: total }, (_, index) => index));
      // There are more.
      await page.see('已导出最新的 10,000 条');
      await page.page.locator('.ant-btn-loading').waitFor({ state: 'detached' });
    }
    await page.close();
  });
});
