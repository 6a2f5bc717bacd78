import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import { PhonePage } from './phone-page.js';
import { findSharedDemo, type SharedDemo } from '@app2wxapp/demo';

/** Changes settings of the pool that needs its secret, and waits until the authority follows. */
async function changePool(demo: SharedDemo, changes: object): Promise<void> {
  const response = await fetch(`${demo.authority}/admin/pools/${demo.pools[0]?.userPoolId}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${demo.operatorToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(changes),
  });
  expect(response.status).toBe(200);
  // Every instance follows within two seconds.
  await new Promise((resolve) => setTimeout(resolve, 2_100));
}

describeInBrowser('the scenarios that break real apps', () => {
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
    // Whatever was played, its app waits for no login that will never come.
    expect(await page.phone.getByRole('button', { name: '请在微信中确认' }).count()).toBe(0);
    await page.close();
    expect(complaints).toEqual([]);
  });

  test('after a back gesture the app ends the login by itself and offers another', async () => {
    expect(await page.play('手势返回')).toMatch(/^已恢复[^]*login_cancelled/);
    expect(await page.phone.getByRole('button', { name: '用微信登录' }).isEnabled()).toBe(true);
  });

  test('an app that the system ended while in WeChat resumes the login when it starts again', async () => {
    expect(await page.play('App 被系统回收')).toMatch(/^已恢复/);
    await page.heading(/^你好/).waitFor();
  });

  test('a ticket used again is rejected, and revokes the session of the first login', async () => {
    expect(await page.play('ticket 重放')).toMatch(/^已拦截[^]*invalid_ticket[^]*会话确实已撤销/);
    await page.phone.getByRole('button', { name: '用微信登录' }).waitFor();
    expect((await page.wires()).at(-1)).toMatch(/GET \/me.*401/);
  });

  test('a stolen ticket of an unbound login logs the thief in, and the page says so', async () => {
    expect(await page.play('ticket 被盗，未绑定')).toMatch(/^未拦截[^]*会话确实已撤销/);
    await page.phone.getByText('invalid_ticket').waitFor();
    expect(await page.wires()).toContainEqual(expect.stringMatching(/攻击者：GET \/me.*200/));
    expect((await page.wires()).at(-1)).toMatch(/攻击者：GET \/me.*401/);
  });

  test('a stolen ticket of a bound login is rejected', async () => {
    expect(await page.play('ticket 被盗，已绑定')).toMatch(/^已拦截[^]*invalid_ticket/);
    expect(await page.wires()).not.toContainEqual(expect.stringMatching(/攻击者：GET \/me/));
  });

  test('without a list of apps another app gets a ticket, and only the secret stops it', async () => {
    expect(await page.play('冒充 App，无白名单')).toMatch(/^未拦截[^]*invalid_secret/);
  });

  test.each([
    ['ticket 被盗，已绑定', '/auth/wechat'],
    ['冒充 App，有白名单', '/oauth/app2wxapp/tickets/'],
    ['直连用户池', '/oauth/app2wxapp/tickets/'],
  ])('in “%s” a server that does not respond is not a defence', async (name, path) => {
    await page.page.route(`**${path}**`, (route) => route.abort());
    expect(await page.play(name)).toMatch(/^演示没有完成/);
    await page.page.unroute(`**${path}**`);
    const back = page.phone.locator('.breadcrumb');
    if ((await back.count()) > 0) await back.click();
    await page.phone.getByRole('button', { name: '用微信登录' }).waitFor();
  });

  test('an authority that fails is neither a gap nor a recovery', async () => {
    await page.page.route('**/oauth/app2wxapp/claim/**', (route) =>
      route.fulfill({
        status: 503,
        headers: { 'access-control-allow-origin': '*' },
        contentType: 'application/problem+json',
        body: JSON.stringify({ status: 503, error: 'unavailable' }),
      }),
    );
    expect(await page.play('extMsg 丢失')).toMatch(/^演示没有完成/);
    await page.page.unroute('**/oauth/app2wxapp/claim/**');
  });

  test('without the secret a ticket is rejected, and remains valid', async () => {
    expect(await page.play('不带密钥换取')).toMatch(/^已拦截[^]*invalid_secret/);
    await page.heading(/^你好/).waitFor();
  });

  test('a pool that allows the direct exchange allows it', async () => {
    expect(await page.play('直连用户池')).toMatch(/^正常/);
    await page.heading(/^你好/).waitFor();
  });

  test('a result that never reached the app is claimed from the authority', async () => {
    expect(await page.play('extMsg 丢失')).toMatch(/^已恢复/);
    await page.heading(/^你好/).waitFor();
    expect(await page.wires()).toContainEqual(expect.stringMatching(/凭 state 认领登录.*200/));
  });

  test('an app that is not on the pool’s list gets no ticket; the demo app does', async () => {
    expect(await page.play('冒充 App，有白名单')).toMatch(/^已拦截[^]*app_not_allowed/);
    await page.choosePool('App 白名单');
    await page.press('返回 山行');
    await page.logIn();
    await page.heading(/^你好/).waitFor();
  });

  /** Opens the page as it is where no demo moves the clocks, which all files here share. */
  async function openWithoutTimeMachine() {
    await page.page.route('**/config.json', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as object), aheadMs: null } });
    });
    await page.page.reload();
    await page.unfold();
    expect(await page.page.getByRole('group', { name: '时间机器' }).count()).toBe(0);
  }

  test('without a time machine an expired ticket is refused after a wait', async () => {
    await openWithoutTimeMachine();
    await changePool(demo, { ticketTtlSeconds: 10 });
    expect(await page.play('ticket 过期')).toMatch(/^已拦截[^]*invalid_ticket/);
    await changePool(demo, { ticketTtlSeconds: 120 });
  });

  test('the wait for an expiring ticket is shown, and can be cancelled', async () => {
    await openWithoutTimeMachine();
    await page.page.getByRole('button', { name: 'ticket 过期' }).click();
    await page.page.getByText(/正在等待 ticket 过期，还剩 1\d\d 秒/).waitFor();
    await page.page.getByRole('button', { name: '停止' }).click();
    await page.page.getByText(/正在等待/).waitFor({ state: 'detached' });
  });
});
