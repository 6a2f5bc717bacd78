import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findSharedDemo } from '@app2wxapp/demo';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import type { Browser, Locator } from 'playwright-core';
import { ConsolePage } from './console-page.js';
import { listFlaws } from './list-flaws.js';
import { logIn, send } from './wires.js';

describeInBrowser('an operator with a keyboard and a screen reader', () => {
  const demo = findSharedDemo();
  let browser: Browser;
  let page: ConsolePage;
  let userPoolId: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    const body = { name: '键盘', allowAnyApp: true };
    const made = await send(`${demo.authority}/admin/pools`, { token: demo.operatorToken, body });
    userPoolId = (made.body.pool as { id: string }).id;
    const pool = { userPoolId, secret: String(made.body.secret) };
    for (const openid of ['o-key-1', 'o-key-1', 'o-key-2', 'o-key-3']) await logIn(demo, pool, { openid });
    page = await ConsolePage.open(browser, demo);
    await page.signIn();
  });
  afterAll(async () => {
    await browser?.close();
  });

  /** Presses a button by its key. */
  async function enter(button: Locator): Promise<void> {
    await button.focus();
    await page.page.keyboard.press('Enter');
  }

  /** Presses a button that asks, and says yes: Tab leads from the answer that changes nothing to the other. */
  async function enterAndConfirm(button: Locator): Promise<void> {
    await enter(button);
    await page.page.waitForFunction(() => document.activeElement?.closest('.ant-popover') !== null);
    await page.page.keyboard.press('Tab');
    await page.page.keyboard.press('Enter');
  }

  /** Presses such a button. While its change is under way, that button alone shows that it works. */
  async function enterAndWatch(pressed: Locator): Promise<void> {
    const release = await page.hold((request) => request.method() !== 'GET');
    await enterAndConfirm(pressed);
    const working = page.page.locator('.ant-btn-loading');
    await working.first().waitFor();
    expect(await working.count()).toBe(1);
    await page.page.waitForFunction(() => document.activeElement?.matches('.ant-btn-loading'));
    await release();
  }

  const button = (name: string, within: Locator = page.page.locator('main')) =>
    within.getByRole('button', { name, exact: true }).first();

  /** Waits until the focus is in what a selector finds, and not on the page as a whole. */
  const waitForFocusIn = (selector: string) =>
    page.page.waitForFunction(
      (wanted) => document.activeElement !== document.body && document.activeElement?.closest(wanted),
      selector,
    );

  const isAnnounced = async (text: string | RegExp) => {
    await page.page.getByRole('alert').filter({ hasText: text }).waitFor();
    expect(await listFlaws(page.page)).toEqual([]);
  };

  test('is in the card of the secrets after a new one was shown, and after the old one was retired', async () => {
    await page.goTo(userPoolId, 'credentials');
    await enter(button('开始轮换'));
    await enter(page.dialog.getByRole('button', { name: '我已保存' }));
    await page.dialog.waitFor({ state: 'hidden' });
    await waitForFocusIn('main .card');
    await enterAndWatch(button('停用'));
    await isAnnounced('密钥已停用');
    await waitForFocusIn('main .ant-list');
  });

  test('stays in the drawer of a user whose session was revoked, and beside the row of one who was deleted', async () => {
    await page.goTo(userPoolId, 'users');
    await enter(page.page.locator('.user-link').last());
    await enterAndWatch(button('撤销', page.dialog));
    await isAnnounced('会话已撤销');
    await page.dialog.getByText('已失效').waitFor();
    await waitForFocusIn('.ant-drawer td');
    await page.page.keyboard.press('Escape');
    await page.dialog.waitFor({ state: 'hidden' });
    await waitForFocusIn('.user-link');
    await enter(page.page.locator('.user-link').last());
    await enterAndWatch(button('删除', page.dialog));
    await isAnnounced('用户已删除');
    await page.page.locator('main tr.ant-table-row').nth(2).waitFor({ state: 'detached' });
    await page.dialog.waitFor({ state: 'hidden' });
    await waitForFocusIn('main .ant-table');
  });

  test('stays beside the button that saved, which has nothing to save any longer', async () => {
    await page.goTo(userPoolId, 'settings');
    await page.page.getByLabel('名称', { exact: true }).fill('键盘，改名');
    await enter(button('保存设置'));
    await isAnnounced('设置已保存');
    await waitForFocusIn('.save-bar');
  });

  test('is in the new pool after Enter made it and its secret was kept', async () => {
    await page.page.goto(`${demo.authority}/console/pools`);
    await enter(button('新建用户池'));
    await page.page.waitForFunction(() => document.activeElement?.matches('.ant-modal input'));
    await page.page.keyboard.type('用键盘新建');
    await page.page.keyboard.press('Enter');
    await enter(page.dialog.getByRole('button', { name: '我已保存' }));
    await page.page.getByRole('heading', { name: '用键盘新建' }).waitFor();
    await waitForFocusIn('main');
  });

  test('makes an operator by Enter, and removes it', async () => {
    await page.page.goto(`${demo.authority}/console/operators`);
    await enter(button('新建管理员'));
    await page.page.waitForFunction(() => document.activeElement?.matches('.ant-modal input'));
    await page.page.keyboard.type('用键盘新建的管理员');
    await page.page.keyboard.press('Enter');
    await enter(page.dialog.getByRole('button', { name: '我已保存' }));
    await waitForFocusIn('.title-row');
    const row = page.page.getByRole('row').filter({ hasText: '用键盘新建的管理员' });
    await enterAndConfirm(row.getByRole('button', { name: '移除' }));
    await isAnnounced('已移除');
    await row.waitFor({ state: 'detached' });
    await waitForFocusIn('main .ant-table');
  });

  /** Waits until a live region has a new text, even if it is the old one, after an action. */
  async function waitForNews(region: Locator, text: string | RegExp, act: () => Promise<unknown>) {
    await region.evaluate((element) => (element.firstElementChild as Element).setAttribute('data-heard', ''));
    await act();
    const news = region.filter({ hasText: text, hasNot: page.page.locator('[data-heard]') });
    await news.waitFor({ state: 'attached' });
  }

  test('hears how many a search found, also as many as before, and stays in its field', async () => {
    for (const [address, label, path] of [
      ['pools', '按名称或 ID 搜索', /\/admin\/pools\?/],
      [`pools/${userPoolId}/users`, '搜索用户', /\/users\/search$/],
    ] as const) {
      await page.page.goto(`${demo.authority}/console/${address}`);
      await page.settle();
      const field = page.page.getByLabel(label);
      await field.focus();
      const searches: string[] = [];
      page.page.on('request', (request) => {
        if (request.url().endsWith('/users/search')) searches.push(request.url());
      });
      for (const text of ['没有叫这个名字的', '也没有叫这个的', '也没有叫这个的', '没有叫这个名字的']) {
        await waitForNews(page.page.locator('main [role=status].unseen'), '共 0 条', async () => {
          const release = await page.hold((request) => request.url().includes('/admin/'));
          const asked = page.page.waitForRequest(path);
          await field.fill(text);
          for (let presses = 0; presses < 2; presses++) await page.page.keyboard.press('Enter');
          await asked;
          await release();
        });
        // Each search for users is recorded.
        if (label === '搜索用户') expect(searches.splice(0)).toHaveLength(1);
        expect(await field.inputValue()).toBe(text);
        expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
      }
    }
  });

  test('hears a failure again when a retry fails as before', async () => {
    await page.page.route('**/admin/operators', (route) => route.abort());
    await page.page.goto(`${demo.authority}/console/operators`);
    await waitForNews(page.page.locator('.failure p'), '无法连接到服务器', () => enter(button('重试')));
    await page.goTo(userPoolId, 'events');
    await page.page.route('**/admin/**', (route) => route.abort());
    await page.page.locator('.connection-notice').waitFor();
    await waitForNews(page.page.locator('.connection-notice .ant-alert-title'), '连接已中断', () =>
      enter(button('重试', page.page.locator('.connection-notice'))),
    );
    await page.page.unrouteAll();
  });

  test('hears at each attempt to save that a setting is invalid', async () => {
    await page.goTo(userPoolId, 'settings');
    const name = page.page.getByLabel('名称', { exact: true });
    const stored = await name.inputValue();
    await name.fill('');
    await enter(button('保存设置'));
    await isAnnounced('有 1 项设置有误');
    const report = page.page.getByRole('alert').filter({ hasText: '有 1 项设置有误' });
    await waitForNews(report, '有 1 项设置有误', () => enter(button('保存设置')));
    await name.fill(stored);
  });

  test('hears whether a secret was copied, also where the browser does not allow it', async () => {
    await page.goTo(userPoolId, 'credentials');
    await enter(button('开始轮换'));
    const secret = (await page.page.getByTestId('shown-once').innerText()).trim();
    const copy = page.dialog.getByRole('button', { name: '复制' });
    const context = page.page.context();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await enter(copy);
    await isAnnounced('已复制');
    expect(await page.page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
    await page.page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('denied'));
      document.execCommand = () => {
        throw new TypeError('gone');
      };
    });
    await enter(copy);
    await isAnnounced('浏览器不允许复制');
    await enter(page.dialog.getByRole('button', { name: '我已保存' }));
  });
});
