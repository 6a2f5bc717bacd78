import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { findSharedDemo } from '@app2wxapp/demo';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import { listViolations } from './list-violations.js';
import { PhonePage } from './phone-page.js';

const FIRST_LOAD_BYTES = 150_000;

describeInBrowser('the page itself', () => {
  const demo = findSharedDemo();
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });

  // A fault that a failed test left on would fail all others.
  afterEach(() =>
    fetch(`${demo.simulator}/__simulator/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"faults":[]}',
    }),
  );

  async function onPage(options: BrowserContextOptions, use: (page: PhonePage) => Promise<void>) {
    const page = await PhonePage.open(browser, demo.simulator, options);
    try {
      await use(page);
    } finally {
      await page.close();
    }
  }

  /** Everything that axe finds in either theme, where the page is now. */
  async function findViolations({ page }: PhonePage) {
    const found: unknown[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      found.push(...(await listViolations(page)).map((violation) => [colorScheme, violation]));
    }
    return found;
  }

  test.each([
    ['a desktop', { width: 1280, height: 900 }],
    ['a phone', { width: 390, height: 844 }],
  ])('axe finds nothing wrong at any step, in either theme, on %s', async (_what, viewport) => {
    await onPage({ viewport }, async (page) => {
      const steps: (() => Promise<unknown>)[] = [
        () => page.phone.getByRole('button', { name: '用微信登录' }).waitFor(),
        () => page.press('用微信登录').then(() => page.heading(/演示/).waitFor()),
        () => page.press('同意并提供手机号'),
        () => page.press('允许').then(() => page.heading('授权成功').waitFor()),
        () => page.press('返回 App'),
        () => page.press('打开').then(() => page.heading(/^你好/).waitFor()),
        () => page.page.getByRole('button', { name: /extMsg 返回 App/ }).click(),
        () => page.play('ticket 被盗，未绑定'),
      ];
      for (const step of steps) {
        await step();
        expect(await findViolations(page)).toEqual([]);
      }
    });
  });

  test('axe finds nothing wrong where a picture is asked for, chosen and shown, in either theme', async () => {
    await onPage({}, async (page) => {
      await page.page.route('**/oauth/app2wxapp/pools/*', async (route) => {
        const response = await route.fetch();
        const pool = (await response.json()) as object;
        await route.fulfill({ response, json: { ...pool, askProfile: true } });
      });
      await page.press('用微信登录');
      for (const step of ['选择头像，可以不选', '清晨的山', '移除头像']) {
        await page.press(step);
        expect([step, await findViolations(page)]).toEqual([step, []]);
      }
    });
  });

  test.each(['zh-CN', 'en'])(
    'nothing is wider than a phone or a small desktop window, in %s',
    async (locale) => {
      await onPage({ locale, viewport: { width: 320, height: 844 } }, async ({ page }) => {
        for (const width of [320, 390, 768, 1024]) {
          await page.setViewportSize({ width, height: 844 });
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect({ width, overflow }).toEqual({ width, overflow: 0 });
        }
      });
    },
  );

  test('the first load is small', async () => {
    await onPage({}, async ({ page }) => {
      const loaded = await page.evaluate(() =>
        (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map(
          ({ name, encodedBodySize, decodedBodySize }) => ({
            name,
            isSmaller: encodedBodySize < decodedBodySize,
          }),
        ),
      );
      const scripts = loaded.filter(({ name }) => /\.(js|css)$/.test(name));
      expect(scripts.filter(({ isSmaller }) => !isSmaller)).toEqual([]);
      const urls = [page.url(), ...loaded.map(({ name }) => name)];
      const files = urls.filter((url) => !url.includes('__simulator') && !url.endsWith('config.json'));
      let bytes = 0;
      for (const url of new Set(files)) {
        bytes += gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length;
      }
      expect(files.length).toBeGreaterThanOrEqual(3);
      expect(bytes).toBeLessThan(FIRST_LOAD_BYTES);
    });
  });

  test('the whole login works by keyboard alone', async () => {
    await onPage({}, async (page) => {
      const pressOn = async (name: string) => {
        const button = page.phone.getByRole('button', { name, exact: true });
        await button.waitFor();
        for (let tabs = 0; tabs < 40; tabs += 1) {
          if (await button.evaluate((element) => element === document.activeElement)) break;
          await page.page.keyboard.press('Tab');
        }
        await page.page.keyboard.press('Enter');
      };
      await pressOn('用微信登录');
      await pressOn('同意并提供手机号');
      await pressOn('允许');
      await pressOn('返回 App');
      await pressOn('打开');
      await page.heading(/^你好/).waitFor();
    });
  });

  test('a scenario plays without taking the focus from its button', async () => {
    await onPage({}, async (page) => {
      await page.play('手势返回');
      const focused = await page.page.evaluate(() => document.activeElement?.textContent);
      expect(focused).toBe('手势返回');
    });
  });

  test('a fault at WeChat reaches the mini program as a problem it can explain, and ends when switched back', async () => {
    await onPage({}, async (page) => {
      await page.chooseFault('连接中断，请求未处理');
      await page.press('用微信登录');
      await page.press('不提供手机号，直接登录');
      await page.heading('微信暂时没有响应').waitFor();
      await page.page.reload();
      await page.unfold();
      await page.page.locator('.choice [data-active=true]').waitFor(); // the page asks its server first
      expect(await page.page.getByLabel('微信服务器故障').inputValue()).toBe('cut');
      await page.chooseFault('无故障');
      await page.logIn();
      await page.heading(/^你好/).waitFor();
    });
  });

  test('a refusal by WeChat is not shown as a success, though its status is 200', async () => {
    await onPage({}, async (page) => {
      await page.chooseFault('高风险用户（40226）');
      await page.press('用微信登录');
      await page.press('不提供手机号，直接登录');
      const status = page.page.locator('.wire-row', { hasText: 'code2Session' }).locator('.wire-status');
      await status.waitFor();
      expect(await status.innerText()).toMatch(/^200 · 40226/);
      expect(await status.getAttribute('class')).toContain('bad');
    });
  });

  test('secrets on the wires are masked until they are clicked', async () => {
    await onPage({}, async (page) => {
      await page.logIn();
      await page.heading(/^你好/).waitFor();
      await page.page.getByRole('button', { name: /extMsg 返回 App/ }).click();
      const mask = page.page.getByRole('button', { name: '显示或隐藏 ticket' });
      expect(await mask.innerText()).toBe('••••••••');
      await mask.click();
      await page.page.getByRole('button', { name: /^[\w-]{43}$/ }).waitFor();
    });
  });

  test('the wires show the whole login in order, WeChat’s server included', async () => {
    await onPage({}, async (page) => {
      await page.logIn();
      await page.heading(/^你好/).waitFor();
      await page.seeWires(
        /拉起小程序[^]*读取用户池[^]*200[^]*申请 ticket[^]*201[^]*code2Session[^]*200[^]*换取手机号[^]*200[^]*extMsg 返回 App[^]*提交 ticket[^]*200[^]*GET \/me[^]*200/,
      );
    });
  });

  test('nothing is left in the page’s storage but the language', async () => {
    await onPage({}, async (page) => {
      await page.page.getByRole('button', { name: 'English' }).click();
      await page.page.getByRole('button', { name: '中文' }).click();
      await page.logIn();
      await page.heading(/^你好/).waitFor();
      const kept = await page.page.evaluate(() => ({ ...localStorage, ...sessionStorage }));
      expect(kept).toEqual({ language: 'zh' });
    });
  });
});
