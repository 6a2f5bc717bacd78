import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startTemporaryDemo, type TemporaryDemo } from '@app2wxapp/demo';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import type { Browser } from 'playwright-core';
import { listViolations } from './list-violations.js';
import { PhonePage } from './phone-page.js';

describeInBrowser('the time machine', () => {
  let demo: TemporaryDemo;
  let browser: Browser;
  let page: PhonePage;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startTemporaryDemo(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.remove();
  });
  beforeEach(async () => {
    page = await PhonePage.open(browser, demo.simulator);
  });
  afterEach(async () => {
    const { complaints } = page;
    await page.close();
    expect(complaints).toEqual([]);
  });

  const travel = (label: string) => page.page.getByRole('button', { name: label, exact: true }).click();
  const where = (text: string) =>
    page.page.getByRole('group', { name: '时间机器' }).getByText(text).waitFor();

  /** How often a request got a status, by name and status. */
  async function countAnswers(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const wire of await page.wires()) {
      const [, name, status] = /(提交 ticket|刷新 token|GET \/me) (\d{3})/.exec(wire) ?? [];
      if (name !== undefined) counts[`${name} ${status}`] = (counts[`${name} ${status}`] ?? 0) + 1;
    }
    return counts;
  }

  async function logIn() {
    await page.press('用微信登录');
    await page.press('不提供手机号，直接登录');
    await page.press('返回 App');
    await page.press('打开');
    await page.heading(/^你好/).waitFor();
  }

  test('120 seconds later a ticket that waited in WeChat is rejected', async () => {
    await page.press('用微信登录');
    await page.press('不提供手机号，直接登录');
    await page.heading('授权成功').waitFor();
    await travel('+120 秒');
    await where('已快进 2 分');
    await page.press('返回 App');
    await page.press('打开');
    await page.phone.getByText('invalid_ticket').waitFor();
    expect(await countAnswers()).toEqual({ '提交 ticket 401': 1 });
    await travel('回到现在');
    await where('当前时间');
  });

  test('two hours later the app refreshes its token, 15 days later its login is rejected', async () => {
    await logIn();
    expect(await countAnswers()).toEqual({ '提交 ticket 200': 1, 'GET /me 200': 1 });
    await travel('+2 小时');
    await page.phone.getByText('token 已过期，App 已用 refresh token 换取新的 token').waitFor();
    expect(await countAnswers()).toEqual({
      '提交 ticket 200': 1,
      'GET /me 200': 2,
      'GET /me 401': 1,
      '刷新 token 200': 1,
    });
    expect(await listViolations(page.page)).toEqual([]);
    await travel('+15 天');
    await page.phone.getByText('登录已过期，请重新登录').waitFor();
    expect(await countAnswers()).toMatchObject({ 'GET /me 200': 2, 'GET /me 401': 2, '刷新 token 401': 1 });
    await where('已快进 15 天 2 小时');
    await page.page.reload();
    await page.unfold();
    await where('已快进 15 天 2 小时');
    await travel('回到现在');
    await where('当前时间');
    await logIn();
  });

  test('the drill of the expired ticket needs no wait, and leaves the time as it was', async () => {
    expect(await page.play('ticket 过期')).toMatch(/^已拦截[^]*invalid_ticket/);
    await where('当前时间');
    await logIn();
  });

  test('a server that hangs does not move its clock, and the page says so', async () => {
    demo.signal('backend', 'SIGSTOP');
    try {
      await travel('+2 小时');
      await page.page.getByRole('alert').getByRole('button', { name: '重试' }).waitFor();
      await where('当前时间');
    } finally {
      demo.signal('backend', 'SIGCONT');
    }
    await page.page.getByRole('alert').getByRole('button', { name: '重试' }).click();
    await where('已快进 2 小时');
    await travel('回到现在');
    await where('当前时间');
  });
});
