import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findSharedDemo } from '@app2wxapp/demo';
import { launchBrowser, waitUntilStill } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { listCollisions } from './list-collisions.js';
import { listViolations } from './list-violations.js';
import { PhonePage } from './phone-page.js';

const INTERVAL_MS = 5_000;

describeInBrowser('a login told step by step', () => {
  const demo = findSharedDemo();
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });

  async function onPage(options: BrowserContextOptions, use: (page: PhonePage) => Promise<void>) {
    const page = await PhonePage.open(browser, demo.simulator, options);
    await use(page);
    expect(page.complaints).toEqual([]);
    await page.close();
  }

  const held = ({ page }: PhonePage, name: string) =>
    page.locator('[data-held=true]').filter({ hasText: name }).waitFor();

  test('each request is held until “next”, by keyboard alone, with a sentence of its own', async () => {
    await onPage({}, async (page) => {
      await page.page.getByRole('radio', { name: '单步' }).check();
      let requests = 0;
      page.page.on('request', (request) => (requests += request.url().includes('/oauth/') ? 1 : 0));
      const next = page.page.getByRole('button', { name: '下一步' });
      const told: string[] = [];
      const step = async (name: string) => {
        await held(page, name);
        told.push(await page.page.locator('.story-caption [role=status]').innerText());
        await next.focus();
        await page.page.keyboard.press('Enter');
      };
      await page.press('用微信登录');
      await step('拉起小程序');
      await held(page, '读取用户池');
      expect(requests).toBe(0);
      await step('读取用户池');
      await page.press('不提供手机号，直接登录');
      await step('申请 ticket');
      await step('code2Session');
      await page.press('返回 App');
      await page.press('打开');
      await step('extMsg 返回 App');
      await held(page, '提交 ticket');
      expect(await listViolations(page.page)).toEqual([]);
      await step('提交 ticket');
      await step('GET /me');
      await page.heading(/^你好/).waitFor();
      expect(new Set(told).size).toBe(7);
    });
  });

  test('slow motion continues after its interval, and not while it is paused', async () => {
    await onPage({}, async (page) => {
      await page.page.clock.install();
      await page.page.clock.pauseAt(Date.now() + 60_000); // else it goes on while this test looks
      await page.page.getByRole('radio', { name: '慢放' }).check();
      await page.press('用微信登录');
      await held(page, '拉起小程序');
      await page.page.clock.fastForward(INTERVAL_MS);
      await held(page, '读取用户池');
      await page.page.getByRole('button', { name: '暂停' }).click();
      await page.page.clock.fastForward(2 * INTERVAL_MS);
      await held(page, '读取用户池');
      await page.page.getByRole('button', { name: '继续' }).click();
      await page.page.clock.fastForward(INTERVAL_MS);
      await page.heading(/演示/).waitFor();
    });
  });

  test('a request has its source, and is copied as curl without its secrets', async () => {
    const options = { permissions: ['clipboard-read', 'clipboard-write'] };
    await onPage(options, async (page) => {
      await page.logIn();
      await page.heading(/^你好/).waitFor();
      await page.page.getByRole('button', { name: /提交 ticket/ }).click();
      const link = page.page.locator('.wire-tools a');
      expect(await link.innerText()).toMatch(/^libs\/browser\/src\/backend-exchange\.ts:\d+$/);
      expect(await link.getAttribute('href')).toMatch(
        /^https:\/\/github\.com\/.*\/backend-exchange\.ts#L\d+$/,
      );
      await page.page.getByRole('button', { name: '复制为 curl' }).click();
      await page.page.getByRole('button', { name: '已复制' }).waitFor();
      const command = await page.page.evaluate(() => navigator.clipboard.readText());
      expect(command).toContain(`curl -X POST '${demo.backend}/auth/wechat'`);
      expect(command).toContain(`{"ticket":"'"$TICKET"'"`);
      expect(command).not.toMatch(/[\w-]{43}/);
    });
  });

  describe.each(['zh-CN', 'en'])('in %s', (locale) => {
    test.each([
      [390, 844],
      [880, 800],
      [1280, 720],
    ])('%i × %i pixels, nothing overlaps or is cut off while a request is held', async (width, height) => {
      await onPage({ locale, viewport: { width, height } }, async (page) => {
        await page.page.getByRole('radio', { name: /^(单步|Step)$/ }).check();
        await page.phone.getByRole('button', { name: /^(用微信登录|Log in with WeChat)$/ }).click();
        await page.page.locator('[data-held=true]').waitFor();
        await waitUntilStill(page.page);
        const box = await page.page.getByRole('button', { name: /^(下一步|Next)$/ }).boundingBox();
        expect({
          isInSight: (box?.y ?? -1) >= 0 && (box?.y ?? height) + (box?.height ?? 0) <= height,
        }).toEqual({
          isInSight: true,
        });
        await page.page.locator('[data-held=true] .wire-row').click();
        expect(await listCollisions(page.page)).toEqual([]);
      });
    });
  });
});
