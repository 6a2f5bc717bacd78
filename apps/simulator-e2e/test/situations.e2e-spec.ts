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

describeInBrowser('the situations that break real apps', () => {
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

  test('back by the gesture: the app ends the login by itself and offers another', async () => {
    expect(await page.play('用返回手势回来')).toMatch(/^救回来了[^]*login_cancelled/);
    expect(await page.phone.getByRole('button', { name: '用微信登录' }).isEnabled()).toBe(true);
  });

  test('ended by the system while in WeChat: the app takes the login up when it starts again', async () => {
    expect(await page.play('App 被系统结束')).toMatch(/^救回来了/);
    await page.heading(/^你好/).waitFor();
  });

  test('a ticket used again is refused, and ends the session of the login that was first', async () => {
    expect(await page.play('ticket 再用一次')).toMatch(/^被拦住[^]*invalid_ticket[^]*确实已经吊销/);
    await page.phone.getByRole('button', { name: '用微信登录' }).waitFor();
    expect((await page.wires()).at(-1)).toMatch(/GET \/me.*401/);
  });

  test('a stolen ticket of an unbound login lets the thief in: the page says so', async () => {
    expect(await page.play('ticket 被偷，未绑定')).toMatch(/^没拦住[^]*确实已经吊销/);
    await page.phone.getByText('invalid_ticket').waitFor();
    expect(await page.wires()).toContainEqual(expect.stringMatching(/攻击者：GET \/me.*200/));
    expect((await page.wires()).at(-1)).toMatch(/攻击者：GET \/me.*401/);
  });

  test('a stolen ticket of a bound login is refused to the thief', async () => {
    expect(await page.play('ticket 被偷，已绑定')).toMatch(/^被拦住[^]*invalid_ticket/);
    expect(await page.wires()).not.toContainEqual(expect.stringMatching(/攻击者：GET \/me/));
  });

  test('without a list of apps another app gets a ticket, and is stopped by the secret only', async () => {
    expect(await page.play('别的 App，没有名单')).toMatch(/^没拦住[^]*invalid_secret/);
  });

  test('without the secret a ticket is refused, and not lost by that', async () => {
    expect(await page.play('不带密钥直接换')).toMatch(/^被拦住[^]*invalid_secret/);
    await page.heading(/^你好/).waitFor();
  });

  test('a pool that allows the direct exchange allows it', async () => {
    expect(await page.play('允许直接换的用户池')).toMatch(/^正常/);
    await page.heading(/^你好/).waitFor();
  });

  test('an answer that never reached the app is claimed from the authority', async () => {
    expect(await page.play('回答没送到 App')).toMatch(/^救回来了/);
    await page.heading(/^你好/).waitFor();
    expect(await page.wires()).toContainEqual(expect.stringMatching(/凭 state 认领.*200/));
  });

  test('an app that is not on the pool’s list gets no ticket; the demo app does', async () => {
    expect(await page.play('别的 App，有名单')).toMatch(/^被拦住[^]*app_not_allowed/);
    await page.choosePool('只许名单上的 App');
    await page.press('返回 山行');
    await page.logIn();
    await page.heading(/^你好/).waitFor();
  });

  test('an expired ticket is refused', async () => {
    await changePool(demo, { ticketTtlSeconds: 10 });
    expect(await page.play('ticket 过期')).toMatch(/^被拦住[^]*invalid_ticket/);
    await changePool(demo, { ticketTtlSeconds: 120 });
  });

  test('an expiring ticket is waited for in sight, and the wait can be called off', async () => {
    await page.page.getByRole('button', { name: 'ticket 过期' }).click();
    await page.page.getByText(/正在等 ticket 过期，还有 1\d\d 秒/).waitFor();
    await page.page.getByRole('button', { name: '停下' }).click();
    await page.page.getByText(/正在等/).waitFor({ state: 'detached' });
  });
});
