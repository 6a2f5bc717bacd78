import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findSharedDemo } from '@app2wxapp/demo';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import type { Browser } from 'playwright-core';
import { ConsolePage } from './console-page.js';
import { send } from './wires.js';

describeInBrowser('what an operator has not saved', () => {
  const demo = findSharedDemo();
  let browser: Browser;
  let first: string;
  let second: string;

  const createPool = async (name: string) => {
    const { body } = await send(`${demo.authority}/admin/pools`, {
      token: demo.operatorToken,
      body: { name },
    });
    return (body as { pool: { id: string } }).pool.id;
  };
  beforeAll(async () => {
    browser = await launchBrowser();
    first = await createPool('第一个');
    second = await createPool('第二个');
  });
  afterAll(async () => {
    await browser?.close();
  });

  async function openSettings(userPoolId: string) {
    const page = await ConsolePage.open(browser, demo);
    await page.signIn();
    await page.goTo(userPoolId, 'settings');
    return { page, name: page.page.getByLabel('名称', { exact: true }) };
  }

  /** The session ends as after half an hour, which the page learns from its next request. */
  async function endSession(page: ConsolePage) {
    await page.page.context().clearCookies();
    await page.comeToFront();
    await page.page.getByText('会话已失效，请重新登录。').waitFor();
  }

  async function signInAgain({ page }: ConsolePage, token: string) {
    await page.getByLabel('管理员 token').fill(token);
    await page.getByRole('button', { name: /^登录$/ }).click();
    await page.locator('.frame-operator').waitFor();
  }

  test('is kept after the session has ended, and shown to the same operator again, who saves it', async () => {
    const { page, name } = await openSettings(first);
    await name.fill('还没保存');
    await page.page.getByRole('switch', { name: '必须提供手机号' }).click();
    await endSession(page);
    await page.see(/未保存的修改.*已保留/);
    expect(await page.page.locator('body').innerText()).not.toContain('还没保存');
    await signInAgain(page, demo.operatorToken);
    await name.waitFor();
    expect(await name.inputValue()).toBe('还没保存');
    await page.press('保存设置');
    await page.see('设置已保存');
    await page.waitUntilSaved();
    const { body } = await send(`${demo.authority}/admin/pools/${first}`, {
      method: 'GET',
      token: demo.operatorToken,
    });
    expect(body).toMatchObject({ name: '还没保存', requirePhone: true });
    await page.press('退出登录'); // nothing is left to ask about
    await page.page.getByLabel('管理员 token').waitFor();
    await page.close();
  });

  test.each([
    ['succeeds', '设置已保存'],
    ['is too late', /刚被其他管理员修改，未保存/],
  ])('stays when it is changed while a save is under way that %s', async (outcome, message) => {
    const userPoolId = await createPool('改名之前');
    const { page, name } = await openSettings(userPoolId);
    const store = (method: string, body?: object) =>
      send(`${demo.authority}/admin/pools/${userPoolId}`, { method, token: demo.operatorToken, body });
    if (outcome === 'is too late') await store('PATCH', { askProfile: true });
    const release = await page.hold((request) => request.method() === 'PATCH');
    const sent = page.page.waitForRequest((request) => request.method() === 'PATCH');
    await name.fill('改名之后');
    await page.press('保存设置');
    await sent;
    const phone = page.page.getByRole('switch', { name: '必须提供手机号' });
    await phone.click();
    await release();
    await page.see(message);
    await page.page.locator('.ant-btn-loading').waitFor({ state: 'detached' });
    expect([await name.inputValue(), await phone.isChecked()]).toEqual(['改名之后', true]);
    await page.press('保存设置');
    await page.waitUntilSaved();
    expect((await store('GET')).body).toMatchObject({ name: '改名之后', requirePhone: true });
    await page.close();
  });

  test('stays when it is an AppSecret that is typed while another is being saved', async () => {
    const userPoolId = await createPool('两次输入');
    const { page } = await openSettings(userPoolId);
    await page.goTo(userPoolId, 'credentials');
    const secret = page.page.getByLabel('AppSecret');
    for (const [typed, later, kept] of [
      ['first-app-secret', 'second-app-secret', 'second-app-secret'],
      ['third-app-secret', 'third-app-secret', ''],
    ] as const) {
      const release = await page.hold((request) => request.method() === 'PUT');
      const sent = page.page.waitForRequest((request) => request.method() === 'PUT');
      await page.page.getByLabel('AppID').fill('wx00000000000000c1');
      await secret.fill(typed);
      await page.press(/^保存$/);
      await sent;
      await secret.fill(later);
      await release();
      await page.page.locator('.ant-btn-loading').waitFor({ state: 'detached' });
      expect(await secret.inputValue()).toBe(kept);
    }
    await page.close();
  });

  test('is not shown to another operator', async () => {
    const { body } = await send(`${demo.authority}/admin/operators`, {
      token: demo.operatorToken,
      body: { name: 'another one', role: 'admin' },
    });
    const other = await send(`${demo.authority}/admin/session`, { body: { token: body.token } });
    const { page, name } = await openSettings(second);
    await name.fill('别人的草稿');
    await endSession(page);
    await signInAgain(page, String(other.body.token));
    await name.waitFor();
    expect(await name.inputValue()).toBe('第二个');
    await page.close();
  });

  test('is asked about before signing out, and stays when the operator goes on editing', async () => {
    const { page, name } = await openSettings(second);
    await name.fill('改了一半');
    await page.press('退出登录');
    await page.press('继续编辑', page.dialog);
    expect(await name.inputValue()).toBe('改了一半');
    await page.dialog.waitFor({ state: 'hidden' });
    await page.press('退出登录');
    await page.press(/^放弃$/, page.dialog);
    await page.page.getByLabel('管理员 token').waitFor();
    await signInAgain(page, demo.operatorToken);
    await name.waitFor();
    expect(await name.inputValue()).toBe('第二个');
    await page.close();
  });

  test('is dropped with every session, after a question, and without a notice of expiry', async () => {
    const { page, name } = await openSettings(second);
    await name.fill('改到一半就走');
    await endSession(page);
    await signInAgain(page, demo.operatorToken);
    await page.page.goto(`${demo.authority}/console/operators`);
    await page.press('全部退出');
    await page.page.getByRole('tooltip').getByRole('button', { name: '取消' }).click();
    await page.press('全部退出');
    await page.press('全部退出', page.page.getByRole('tooltip'));
    await page.page.getByLabel('管理员 token').waitFor();
    expect(await page.page.getByText(/已过期|已失效/).count()).toBe(0);
    await signInAgain(page, demo.operatorToken);
    await page.goTo(second, 'settings');
    expect(await name.inputValue()).toBe('第二个');
    await page.close();
  });

  test('of one pool is never in the form of another that is opened from the history', async () => {
    const page = await ConsolePage.open(browser, demo);
    for (const pool of ['前一个', '后一个']) await createPool(pool);
    await page.signIn();
    const name = page.page.getByLabel('名称', { exact: true });
    for (const pool of ['前一个', '后一个']) {
      await page.page.getByRole('link', { name: pool, exact: true }).click();
      await page.openScreen('设置');
      await name.waitFor();
      if (pool === '前一个') await page.page.getByRole('link', { name: /全部用户池/ }).click();
    }
    const threePagesBack = () => page.page.evaluate(() => history.go(-3));
    const heading = (text: string) => page.page.getByRole('heading', { level: 1, name: text, exact: true });
    await threePagesBack();
    await heading('前一个').waitFor();
    expect(await name.inputValue()).toBe('前一个');
    await page.page.evaluate(() => history.go(3));
    await heading('后一个').waitFor();
    await name.fill('后一个，改名');
    await page.page.locator('button:enabled', { hasText: '保存设置' }).waitFor();
    await threePagesBack();
    await page.press(/^放弃$/, page.dialog);
    await heading('前一个').waitFor();
    expect(await name.inputValue()).toBe('前一个');
    expect(await page.page.getByRole('button', { name: '保存设置' }).isDisabled()).toBe(true);
    await page.close();
  });

  test('an address with a slash at its end opens its screen, and marks its tab', async () => {
    const page = await ConsolePage.open(browser, demo);
    await page.signIn();
    for (const screen of ['', 'users', 'events', 'settings', 'credentials', 'code']) {
      await page.page.goto(`${demo.authority}/console/pools/${first}${screen && `/${screen}`}/?lang=zh`);
      await page.page.locator('.screen-nav [aria-current=page]').waitFor();
      expect(new URL(page.page.url()).pathname).toBe(`/console/pools/${first}${screen && `/${screen}`}`);
    }
    expect(page.complaints).toEqual([]);
    await page.close();
  });
});
