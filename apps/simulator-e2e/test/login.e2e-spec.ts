import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import { PhonePage } from './phone-page.js';
import { findSharedDemo } from '@app2wxapp/demo';

describeInBrowser('the phone page', () => {
  const demo = findSharedDemo();
  let browser: Browser;
  let page: PhonePage;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    page = await PhonePage.open(browser, demo.simulator);
  });
  afterEach(async () => {
    const { complaints } = page;
    await page.close();
    expect(complaints).toEqual([]);
  });

  test('a login through the backend shows the user, and the response of GET /me to the token', async () => {
    await page.logIn();
    await page.heading(/^你好/).waitFor();
    const answer = JSON.parse(await page.phone.getByLabel('GET /me 的响应').innerText()) as { _id: string };
    expect(answer).toMatchObject({ _id: expect.stringMatching(/^[0-9a-f]{24}$/), phone: '138****8001' });
    expect(await page.phone.innerText()).toContain(answer._id);
  });

  test('a login in the direct pool shows the user that the authority returned to the app', async () => {
    await page.choosePool('App 直连');
    await page.logIn();
    await page.heading(/^你好/).waitFor();
    expect(await page.phone.getByRole('button', { name: '注销账号' }).count()).toBe(0);
    const answer = JSON.parse(await page.phone.getByLabel('授权服务返回的用户信息').innerText()) as object;
    expect(answer).toMatchObject({ registerMethod: 'oauth:app2wxapp', phone: '13800138001' });
    expect(answer).not.toHaveProperty('token');
  });

  test('the account is deleted at the second tap, and the next login is a new one', async () => {
    await page.chooseUser('Mei');
    const read = async () => {
      await page.press('用微信登录');
      await page.press('不提供手机号，直接登录');
      await page.press('返回 App');
      await page.press('打开');
      await page.heading(/^你好/).waitFor();
      const answer = await page.phone.getByLabel('GET /me 的响应').innerText();
      return (JSON.parse(answer) as { _id: string })._id;
    };
    const before = await read();
    await page.press('注销账号');
    await page.press('确认永久注销');
    await page.phone.getByText('账号已注销，再次登录将是新账号。').waitFor();
    expect(await read()).not.toBe(before);
  });

  test('the mini program names the pool, and without the phone number the login continues', async () => {
    await page.chooseUser('Mei');
    await page.press('用微信登录');
    await page.heading(/演示/).waitFor();
    await page.press('不提供手机号，直接登录');
    await page.press('返回 App');
    await page.press('打开');
    await page.phone.getByText('未提供').waitFor();
  });

  test('a phone number declined in WeChat’s own prompt leaves the choice open', async () => {
    await page.press('用微信登录');
    await page.press('同意并提供手机号');
    await page.press('不允许');
    await page.phone.getByText('你没有提供手机号').waitFor();
    await page.press('不提供手机号，直接登录');
    await page.phone.getByRole('button', { name: '返回 App' }).waitFor();
  });

  test('a denial reaches the app as one', async () => {
    await page.press('用微信登录');
    await page.press('拒绝');
    await page.press('返回 App');
    await page.press('打开');
    await page.phone.getByText('你拒绝了授权，未登录。').waitFor();
  });

  test('the back gesture ends the login in the app', async () => {
    await page.press('用微信登录');
    await page.phone.getByRole('button', { name: '拒绝' }).waitFor();
    await page.press('返回 山行');
    await page.phone.getByText('登录未完成').waitFor();
    await page.phone.getByRole('button', { name: '用微信登录' }).waitFor();
  });

  test('the same WeChat user is the same account again, another one is another', async () => {
    const logInAs = async (name: string) => {
      await page.chooseUser(name);
      await page.logIn();
      await page.heading(/^你好/).waitFor();
      const { _id, loginsCount } = JSON.parse(await page.phone.getByLabel('GET /me 的响应').innerText()) as {
        _id: string;
        loginsCount: number;
      };
      await page.press('退出登录');
      return { _id, loginsCount };
    };
    const first = await logInAs('阿岩');
    const other = await logInAs('Mei');
    const again = await logInAs('阿岩');
    expect(again).toEqual({ _id: first._id, loginsCount: first.loginsCount + 1 });
    expect(other._id).not.toBe(first._id);
  });

  /** How many logouts the authority has recorded. */
  async function countLogouts(): Promise<number> {
    const headers = { authorization: `Bearer ${demo.operatorToken}` };
    const response = await fetch(`${demo.authority}/admin/events?type=logged_out&limit=100`, { headers });
    return ((await response.json()) as { items: unknown[] }).items.length;
  }

  test.each(['经后端', 'App 直连'] as const)('logging out revokes the session: %s', async (pool) => {
    const before = await countLogouts();
    await page.choosePool(pool);
    await page.logIn();
    await page.heading(/^你好/).waitFor();
    await page.press('退出登录');
    await page.phone.getByRole('button', { name: '用微信登录' }).waitFor();
    await page.page
      .locator('.wire-row', { hasText: '退出登录' })
      .getByText(/204|响应不可读/)
      .waitFor();
    while ((await countLogouts()) === before) await new Promise((resolve) => setTimeout(resolve, 200));
  });

  test('a new user is one more in the list, and is chosen', async () => {
    const list = page.page.getByLabel('当前微信用户');
    const before = await list.locator('option').count();
    await page.page.getByRole('button', { name: '新用户' }).click();
    await list.locator('option').nth(before).waitFor({ state: 'attached' });
    const chosen = await list.evaluate((element: HTMLSelectElement) => element.selectedOptions[0]?.text);
    expect(chosen).toMatch(/^新用户 \d+ · \d{3}\*{4}\d{4}$/);
  });

  test('in English everything is in English, the mini program too', async () => {
    await page.page.getByRole('button', { name: 'English' }).click();
    await page.press('Log in with WeChat');
    await page.press('Agree and share my number');
    await page.press('Allow');
    await page.press('Return to the app');
    await page.press('Open');
    await page.heading(/^Hello/).waitFor();
    expect(await page.page.locator('html').getAttribute('lang')).toBe('en');
  });
});
