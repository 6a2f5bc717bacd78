import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findSharedDemo, type SharedDemo } from '@app2wxapp/demo';
import type { Browser, Request } from 'playwright-core';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import { ConsolePage } from './console-page.js';
import { listFlaws } from './list-flaws.js';
import { listViolations } from './list-violations.js';
import { logIn, send } from './wires.js';

const SCREENS = ['', 'users', 'events', 'settings', 'credentials', 'code'];
const DESKTOP = { width: 1280, height: 900 };
const TABLET = { width: 1024, height: 768 };
const PHONE = { width: 390, height: 844 };

describeInBrowser('the console itself', () => {
  const demo = findSharedDemo();
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
    await logIn(demo, poolOf(demo));
    await logIn(demo, { ...poolOf(demo), secret: 'wrong' });
    for (const operator of [
      { name: 'second operator', role: 'admin' },
      { name: 'auditor on duty', role: 'reader' },
    ]) {
      await send(`${demo.authority}/admin/operators`, { token: demo.operatorToken, body: operator });
    }
    await logIn(demo, poolOf(demo), { nickname: 'ANicknameWithoutAnyBlankInIt'.repeat(2) });
  });
  afterAll(async () => {
    await browser?.close();
  });

  test.each([
    { colorScheme: 'light', locale: 'zh-CN', viewport: DESKTOP },
    { colorScheme: 'dark', locale: 'zh-CN', viewport: TABLET },
    { colorScheme: 'light', locale: 'en-GB', viewport: PHONE },
    { colorScheme: 'dark', locale: 'en-GB', viewport: PHONE },
  ] as const)(
    'axe finds nothing wrong on any screen, nothing is cut off and no icon is read by the name of its file, $colorScheme, $locale',
    async (options) => {
      const page = await ConsolePage.open(browser, demo, options);
      const look = async () => [...(await listViolations(page.page)), ...(await listFlaws(page.page))];
      const found: Record<string, string[]> = { 'sign in': await look() };
      await page.signIn();
      await page.page.getByRole('link', { name: /Demo$/ }).waitFor();
      found.pools = await look();
      for (const screen of SCREENS) {
        await page.goTo(poolOf(demo).userPoolId, screen);
        found[screen] = await look();
      }
      await page.goTo(poolOf(demo).userPoolId, 'users');
      await page.page.locator('.user-link').first().click();
      await page.dialog.getByRole('row').nth(1).waitFor();
      await page.settle();
      found.user = await look();
      await page.goTo(poolOf(demo).userPoolId, 'settings');
      await page.page.getByRole('switch').first().click();
      await page.page.getByRole('button', { name: /^(保存设置|Save settings)$/ }).click();
      await page.dialog.getByRole('checkbox').waitFor();
      found.danger = await look();
      await page.page.goto(`${demo.authority}/console/operators`);
      await page.page.getByRole('cell', { name: 'first operator' }).waitFor();
      await page.settle();
      found.operators = await look();
      const clean = Object.fromEntries(Object.keys(found).map((screen) => [screen, []]));
      expect(found).toEqual(clean);
      await page.close();
    },
  );

  test('a dialog focuses its first field, and Enter in it does not close it', async () => {
    const page = await ConsolePage.open(browser, demo);
    await page.signIn();
    await page.press('新建用户池');
    await page.page.waitForFunction(() => document.activeElement?.matches('.ant-modal input'));
    await page.page.keyboard.press('Enter');
    await page.dialog.getByText('1–64 个字符').waitFor();
    await page.page.keyboard.press('Escape');
    await page.dialog.waitFor({ state: 'hidden' });
    await page.page.goto(`${demo.authority}/console/operators`);
    await page.press('新建管理员');
    await page.page.waitForFunction(() => document.activeElement?.matches('.ant-modal input'));
    await page.goTo(poolOf(demo).userPoolId, 'settings');
    await page.press('删除用户池');
    await page.page.waitForFunction(() => document.activeElement?.matches('.ant-modal input'));
    await page.close();
  });

  test.each(['zh-CN', 'en-GB'])('nothing is wider than a phone, in %s', async (locale) => {
    const page = await ConsolePage.open(browser, demo, { locale, viewport: { width: 360, height: 780 } });
    await page.signIn();
    const measure = () =>
      page.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const overflow: Record<string, number> = { pools: await measure() };
    for (const screen of SCREENS) {
      await page.goTo(poolOf(demo).userPoolId, screen);
      overflow[screen] = await measure();
    }
    expect(Object.entries(overflow).filter(([, pixels]) => pixels > 0)).toEqual([]);
    await page.close();
  });

  describe('with a thousand pools', () => {
    beforeAll(async () => {
      const create = (index: number) =>
        send(`${demo.authority}/admin/pools`, {
          token: demo.operatorToken,
          body: { name: `pool no. ${index}` },
        });
      for (let index = 0; index < 1000; index += 50) {
        await Promise.all(Array.from({ length: 50 }, (_, offset) => create(index + offset)));
      }
    });

    test('pages through a thousand pools, fifty at a time, and finds one by its name', async () => {
      const page = await ConsolePage.open(browser, demo);
      await page.signIn();
      const rows = page.page.locator('tbody tr.ant-table-row');
      await rows.first().waitFor();
      expect(await rows.count()).toBe(50);
      const nameOfFirst = () => rows.first().locator('a.cell-name').innerText();
      const first = await nameOfFirst();
      await page.press('下一页');
      await page.see('第 2 页');
      await page.settle();
      const second = await nameOfFirst();
      expect(second).not.toBe(first);
      await page.page.reload();
      await page.see('第 2 页');
      await page.settle();
      expect(await nameOfFirst()).toBe(second);
      await page.page.goBack();
      await page.see('第 1 页');
      await page.settle();
      expect(await nameOfFirst()).toBe(first);
      await page.page.goForward();
      await page.see('第 2 页');
      await page.settle();
      expect(await nameOfFirst()).toBe(second);
      await page.page.getByLabel('按名称或 ID 搜索').fill('NO. 777');
      await page.page.keyboard.press('Enter');
      await page.page.getByRole('link', { name: 'pool no. 777' }).waitFor();
      expect(await rows.count()).toBe(1);
      await page.close();
    });

    test('a repeated search loads the first page, also while the current one is loaded for another reason', async () => {
      const page = await ConsolePage.open(browser, demo);
      await page.signIn();
      await page.press('下一页');
      await page.see('第 2 页');
      await page.settle();
      const isHeld = (request: Request) => request.url().includes('cursor=');
      const release = await page.hold(isHeld);
      const reload = page.page.waitForRequest(isHeld);
      await page.comeToFront();
      await reload;
      await page.page.getByLabel('按名称或 ID 搜索').focus();
      await page.page.keyboard.press('Enter');
      await page.see('第 1 页');
      await release();
      await page.close();
    });

    test('goes to the next page once however often the button is pressed before that page is loaded', async () => {
      const page = await ConsolePage.open(browser, demo);
      await page.signIn();
      const release = await page.hold((request) => request.url().includes('cursor='));
      await page.page.getByRole('button', { name: '下一页' }).focus();
      await page.page.keyboard.press('Enter');
      await page.see('第 2 页');
      await page.page.locator('.loaded[aria-busy=true]').waitFor({ state: 'attached' });
      for (let presses = 0; presses < 2; presses++) await page.page.keyboard.press('Enter');
      await release();
      await page.settle();
      await page.see('第 2 页');
      await page.close();
    });
  });

  test('shows when the server does not respond, and loads on a retry', async () => {
    const page = await ConsolePage.open(browser, demo);
    await page.signIn();
    await page.page.route('**/admin/operators', (route) => route.abort());
    await page.page.getByRole('link', { name: '管理员', exact: true }).click();
    await page.see('无法连接到服务器，请检查网络和服务状态后重试。');
    await page.page.unroute('**/admin/operators');
    await page.press('重试');
    await page.page.getByRole('cell', { name: 'first operator' }).waitFor();
    await page.close();
  });

  test('asks to sign in again when the session has expired', async () => {
    const page = await ConsolePage.open(browser, demo);
    await page.signIn();
    await page.page.context().clearCookies();
    await page.page.getByRole('link', { name: '管理员', exact: true }).click();
    await page.page.getByLabel('管理员 token').waitFor();
    await page.close();
  });

  test('shows another operator, who signed in in another tab, no data of the previous one', async () => {
    const { body } = await send(`${demo.authority}/admin/operators`, {
      token: demo.operatorToken,
      body: { name: 'the next one', role: 'reader' },
    });
    const next = await send(`${demo.authority}/admin/session`, { body: { token: body.token } });
    await logIn(demo, poolOf(demo), { openid: 'o-whose-number', withPhone: true });
    const page = await ConsolePage.open(browser, demo);
    await page.signIn();
    await page.goTo(poolOf(demo).userPoolId, 'users');
    await page.see(/^1\d{10}$/);
    // As another tab does: the cookie is that of the next operator from now on.
    const signedIn = await page.page.request.post(`${demo.authority}/admin/session`, {
      headers: { 'x-app2wxapp-console': '1' },
      data: { token: next.body.token },
    });
    expect(signedIn.ok()).toBe(true);
    await page.comeToFront();
    await page.page.locator('.frame-operator').getByText('the next one').waitFor();
    await page.settle();
    await page.see(/^1\d{2}•{4}\d{4}$/);
    expect(await page.page.locator('body').innerText()).not.toMatch(/\b1\d{10}\b/);
    await page.close();
  });

  test('an address with invalid parameters opens its screen all the same', async () => {
    const page = await ConsolePage.open(browser, demo);
    await page.signIn();
    for (const [screen, query] of Object.entries({
      '': 'hours=abc',
      users: 'user=nope',
      events: 'from=yesterday&days=x&type=%3Cb%3E&request=1&to=%00',
      code: 'guide=nope&phone=x&own=x',
    })) {
      await page.page.goto(
        `${demo.authority}/console/pools/${poolOf(demo).userPoolId}${screen && `/${screen}`}?${query}`,
      );
      await page.page.locator('.screen-nav [aria-current=page]').waitFor();
      await page.settle();
      const failures = await page.page.locator('.failure').allInnerTexts();
      expect([screen, failures.length]).toEqual([screen, screen === 'users' ? 1 : 0]);
      if (screen === 'users') expect(failures[0]).toMatch(/可能已被删除|检查/);
    }
    await page.page.goto(`${demo.authority}/console/pools?q=${'长'.repeat(200)}`);
    await page.see('没有匹配的用户池');
    await page.page.goto(`${demo.authority}/console/nowhere/at/all`);
    await page.page.getByRole('heading', { name: '用户池', exact: true }).waitFor();
    expect(page.complaints).toEqual([]);
    await page.close();
  });

  test('offers a reader nothing to change, and the server would refuse it', async () => {
    const { body } = await send(`${demo.authority}/admin/operators`, {
      token: demo.operatorToken,
      body: { name: 'a reader', role: 'reader' },
    });
    const { body: signedIn } = await send(`${demo.authority}/admin/session`, { body: { token: body.token } });
    const page = await ConsolePage.open(browser, demo);
    await page.signIn(String(signedIn.token));
    expect(await page.page.getByRole('button', { name: '新建用户池' }).count()).toBe(0);
    await page.goTo(poolOf(demo).userPoolId, 'settings');
    await page.page.getByRole('switch', { name: '换取用户信息需要密钥' }).waitFor();
    expect(await page.page.getByRole('button', { name: '保存设置' }).count()).toBe(0);
    const refused = await page.page.request.patch(
      `${demo.authority}/admin/pools/${poolOf(demo).userPoolId}`,
      {
        headers: { 'x-app2wxapp-console': '1' },
        data: { secretRequired: false },
      },
    );
    expect([refused.status(), ((await refused.json()) as { error: string }).error]).toEqual([
      403,
      'operator_forbidden',
    ]);
    await page.close();
  });
});

function poolOf(demo: SharedDemo): { userPoolId: string; secret: string } {
  const [pool] = demo.pools;
  if (!pool) throw new Error('The demo has no pool.');
  return pool;
}
