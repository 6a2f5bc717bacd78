import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findSharedDemo } from '@app2wxapp/demo';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import type { Browser, Route } from 'playwright-core';
import { ConsolePage } from './console-page.js';
import { listViolations } from './list-violations.js';
import { logIn, send } from './wires.js';

describeInBrowser('an operator whose users cannot log in', () => {
  const demo = findSharedDemo();
  let browser: Browser;
  let page: ConsolePage;
  let userPoolId: string;

  const switchFaults = (...faults: object[]) =>
    send(`${demo.simulator}/__simulator/faults`, { method: 'PUT', body: { faults } });

  beforeAll(async () => {
    browser = await launchBrowser();
    const { body } = await send(`${demo.authority}/admin/pools`, {
      token: demo.operatorToken,
      body: { name: '需要诊断', allowAnyApp: true },
    });
    const made = body as { pool: { id: string }; secret: string };
    userPoolId = made.pool.id;
    const pool = { userPoolId, secret: made.secret };
    await logIn(demo, pool);
    await fetch(`${demo.authority}/oauth/app2wxapp/pools/${userPoolId}`);
    await switchFaults({ kind: 'risky-user' });
    await logIn(demo, pool);
    await switchFaults({ kind: 'wrong-secret' });
    await logIn(demo, pool);
    await switchFaults();
    page = await ConsolePage.open(browser, demo);
    await page.signIn();
  });
  afterAll(async () => {
    await switchFaults();
    await browser?.close();
  });

  test('sees in the list of pools that WeChat rejects the AppSecret, with a link to the screen where it is corrected', async () => {
    const row = page.page.getByRole('row').filter({ hasText: '需要诊断' });
    await row.getByText('任意 App').waitFor();
    await row.getByText('微信拒绝').click();
    await page.page.waitForURL(/\/credentials$/);
  });

  test('reads reasons that add up, one of them a link to its events', async () => {
    await page.goTo(userPoolId, '');
    await page.see('拉起小程序 4 次，未完成 3 次。');
    const reasons = page.page.getByRole('list', { name: '未完成的原因' });
    await reasons.getByText('打开后离开，未作选择').waitFor();
    const counts = await reasons.locator('.bar-count').allInnerTexts();
    expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(3);
    expect(await listViolations(page.page)).toEqual([]);
    await reasons.getByRole('link', { name: '微信判定为高风险用户' }).click();
    await page.page.waitForURL(/reason=risky_user/);
    await page.see('微信判定该用户为高风险。(40226)');
    expect(await page.page.locator('tr.ant-table-row').count()).toBe(1);
  });

  test('points at the chart to read its numbers, and finds the events of an hour in the table below', async () => {
    await page.page.route('**/admin/counts*', countInOneHour);
    await page.goTo(userPoolId, '');
    const chart = page.page.locator('.u-over');
    const width = await chart.evaluate(({ clientWidth }) => clientWidth);
    await chart.hover({ position: { x: width - 3, y: 80 } });
    await page.page.locator('.chart-tip').getByText('拉起小程序 4').waitFor();
    await page.page.getByText('以表格查看').click();
    await page.page.locator('.bucket-table tbody a').last().click();
    await page.page.waitForURL(/\/events\?from=.+&to=/);
    await page.page.getByLabel('开始时间').waitFor();
  });

  test('opens an event to see its request, filters by it, and saves the list', async () => {
    await page.page.goto(
      `${demo.authority}/console/pools/${userPoolId}/events?type=refused&reason=risky_user`,
    );
    await page.settle();
    await page.page.getByRole('button', { name: /展开行|Expand row/ }).click();
    await page.page.getByRole('link', { name: '同一请求的事件' }).click();
    await page.page.waitForURL(/request=[0-9a-f-]{36}/);
    expect(await listViolations(page.page)).toEqual([]);
    const requestId = new URL(page.page.url()).searchParams.get('request') ?? '';
    await page.press('导出');
    const download = page.page.waitForEvent('download');
    await page.page.getByRole('menuitem', { name: 'CSV' }).click();
    const lines = readFileSync(await (await download).path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(requestId);
    expect(page.complaints).toEqual([]);
  });

  test('sees on the code’s page that a first login is awaited, and when it happens', async () => {
    const { body } = await send(`${demo.authority}/admin/pools`, {
      token: demo.operatorToken,
      body: { name: '第一次登录', allowAnyApp: true },
    });
    const made = body as { pool: { id: string }; secret: string };
    await page.goTo(made.pool.id, 'code');
    await page.see('正在等待第一次登录……');
    await logIn(demo, { userPoolId: made.pool.id, secret: made.secret });
    await page.see(/登录成功，最近一次/);
    expect(await listViolations(page.page)).toEqual([]);
  });

  test('sees in a user’s drawer what the user did', async () => {
    await page.goTo(userPoolId, 'users');
    await page.page.locator('.user-link').first().click();
    const history = page.dialog.locator('section').filter({ hasText: '最近事件' });
    await history.getByText('登录成功').waitFor();
    await history.getByRole('link', { name: '全部' }).click();
    await page.page.waitForURL(/account=[0-9a-f]{24}/);
  });
});

/** Of logins that happen around a full hour, some would be counted in the hour before. */
async function countInOneHour(route: Route): Promise<void> {
  const response = await route.fetch();
  const counts = (await response.json()) as { readonly to: string; readonly items: object[] };
  const hour = new Date(Math.floor(Date.parse(counts.to) / 3_600_000) * 3_600_000).toISOString();
  await route.fulfill({
    response,
    json: { ...counts, items: counts.items.map((item) => ({ ...item, hour })) },
  });
}
