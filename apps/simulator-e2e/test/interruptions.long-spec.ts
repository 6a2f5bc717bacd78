import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findSharedDemo } from '@app2wxapp/demo';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import type { Browser } from 'playwright-core';
import { PhonePage } from './phone-page.js';

describeInBrowser('a user who presses too much, too fast, or in two tabs', () => {
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

  test('a drill has the phone, the clocks and the ways into WeChat for itself, and is stopped while it is held', async () => {
    await page.page.setViewportSize({ width: 390, height: 844 });
    await page.page.getByRole('radio', { name: '单步' }).check();
    await page.page.getByRole('button', { name: 'ticket 重放' }).click();
    await page.page.locator('[data-held=true]').waitFor();
    const inert = await page.page.locator('.phone, .time-machine, .openings').evaluateAll(areInert);
    expect(inert).toEqual([true, true, true]);
    await page.phone.evaluate((phone) => phone.scrollIntoView());
    const stop = page.page.getByRole('button', { name: '停止' });
    expect(await stop.evaluateAll(areInSight)).toEqual([true]);
    await stop.click();
    // Sooner than the drill would give up by itself.
    await page.page.getByText('正在手机上演示').waitFor({ state: 'detached', timeout: 10_000 });
    await page.page.waitForFunction(() => document.activeElement?.textContent === 'ticket 重放');
    await page.page.getByRole('radio', { name: '实时' }).check();
    expect(await page.play('手势返回')).toMatch(/^已恢复/);
    await page.page.locator('[inert]').first().waitFor({ state: 'detached' });
  });

  test('a double click on “Allow” does not press what appears below it', async () => {
    await page.press('用微信登录');
    await page.press('同意并提供手机号');
    const allow = page.phone.getByRole('button', { name: '允许', exact: true });
    const box = await allow.boundingBox();
    await page.page.mouse.dblclick((box?.x ?? 0) + 20, (box?.y ?? 0) + 20);
    await page.heading('授权成功').waitFor({ timeout: 10_000 });
  });

  test('new users who are created at once have different names', async () => {
    await page.page.getByRole('button', { name: '新用户' }).evaluate((button: HTMLButtonElement) => {
      for (let count = 0; count < 3; count++) button.click();
    });
    const names = page.page.getByLabel('当前微信用户').locator('option', { hasText: '新用户' });
    await names.nth(2).waitFor({ state: 'attached' });
    const texts = (await names.allInnerTexts()).map((text) => text.split(' · ')[0]);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('the clocks move on from where another tab has left them', async () => {
    const other = await PhonePage.open(browser, demo.simulator);
    await other.page.getByRole('button', { name: '+2 小时' }).click();
    try {
      await other.page.getByText('已快进 2 小时', { exact: true }).waitFor();
      await page.page.getByRole('button', { name: '+120 秒' }).click();
      await page.page.getByText('已快进 2 小时 2 分').waitFor({ timeout: 10_000 });
      await other.page.evaluate(() => dispatchEvent(new Event('focus')));
      await other.page.getByText('已快进 2 小时 2 分').waitFor({ timeout: 10_000 });
    } finally {
      // The other specs use the same clocks.
      await other.page.getByRole('button', { name: '回到现在' }).click();
      await other.page.getByText('当前时间').waitFor();
      await other.close();
    }
  });
});

function areInert(elements: Element[]): boolean[] {
  return elements.map((element) => element.hasAttribute('inert'));
}

function areInSight(elements: Element[]): boolean[] {
  return elements.map((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
}
