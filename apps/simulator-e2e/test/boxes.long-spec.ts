import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findSharedDemo } from '@app2wxapp/demo';
import type { Browser } from 'playwright-core';
import { launchBrowser, waitUntilStill } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import { listCollisions } from './list-collisions.js';
import { PhonePage } from './phone-page.js';

const WIDTHS = [360, 390, 720, 880, 1024, 1280, 1440];
const WORDS = {
  'zh-CN': {
    login: '用微信登录',
    agree: '同意并提供手机号',
    allow: '允许',
    back: '返回 App',
    open: '打开',
    ask: '拒绝',
    largeFont: '微信大字号',
    scenario: 'ticket 被盗，未绑定',
    later: ['+15 天', '+2 小时', '+120 秒'],
    now: '回到现在',
  },
  en: {
    login: 'Log in with WeChat',
    agree: 'Agree and share my number',
    allow: 'Allow',
    back: 'Return to the app',
    open: 'Open',
    ask: 'Deny',
    largeFont: 'Large font in WeChat',
    scenario: 'Ticket stolen, unbound',
    later: ['+15 d', '+2 h', '+120 s'],
    now: 'Back to now',
  },
} as const;
type Locale = keyof typeof WORDS;
const LOCALES = Object.keys(WORDS) as Locale[];

describeInBrowser('what is where on the page', () => {
  const demo = findSharedDemo();
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });

  async function onPage(
    options: { readonly locale: Locale; readonly width: number; readonly height: number },
    use: (page: PhonePage) => Promise<void>,
  ) {
    const { locale, width, height } = options;
    const page = await PhonePage.open(browser, demo.simulator, { locale, viewport: { width, height } });
    await use(page);
    expect(page.complaints).toEqual([]);
    await page.close();
  }

  async function play(page: PhonePage, scenario: string) {
    await page.page.getByRole('button', { name: scenario, exact: true }).click();
    await page.page.locator('[data-verdict]').waitFor();
    await waitUntilStill(page.page);
  }

  describe.each(LOCALES)('in %s', (locale) => {
    const words = WORDS[locale];

    test('nothing overlaps or is cut off, at any width, in any state', async () => {
      await onPage({ locale, width: 1280, height: 800 }, async (page) => {
        const tops = new Map<number, number>();
        const checkWidths = async (state: string) => {
          for (const width of WIDTHS) {
            await page.page.setViewportSize({ width, height: 800 });
            const collisions = await listCollisions(page.page);
            // Whatever is pressed, the phone stays where it is.
            const top = await page.page.locator('.phone').evaluate(({ offsetTop }: HTMLElement) => offsetTop);
            tops.set(width, tops.get(width) ?? top);
            expect({ state, width, collisions, top }).toEqual({
              state,
              width,
              collisions: [],
              top: tops.get(width),
            });
          }
        };
        await checkWidths('before the login');
        for (const step of [words.login, words.agree, words.allow, words.back, words.open])
          await page.press(step);
        await page.page.locator('.home-sheet').waitFor();
        await page.page.locator('.wire-row', { hasText: 'GET /me' }).locator('.wire-status').waitFor();
        await page.page.locator('button.wire-row').nth(2).click();
        await checkWidths('logged in, a message open');
        for (const label of words.later) {
          await page.page.getByRole('button', { name: label, exact: true }).click();
          await page.page.locator('.time-step[aria-disabled=false]').first().waitFor();
        }
        await checkWidths('fifteen days later');
        await page.page.getByRole('button', { name: words.now }).click();
        await page.page.locator('.time-step.back').waitFor({ state: 'detached' });
        await page.press(words.login);
        await page.phone.getByRole('button', { name: words.ask, exact: true }).waitFor();
        await checkWidths('asking');
        await page.page.getByRole('checkbox', { name: words.largeFont }).check();
        await checkWidths('asking in a large font');
        await page.page.getByRole('checkbox', { name: words.largeFont }).uncheck();
        await page.page.locator('.breadcrumb').click();
        await play(page, words.scenario);
        await checkWidths('after a scenario');
      });
    });

    test.each([
      [880, 700],
      [880, 800],
      [1024, 768],
      [1280, 720],
      [1366, 641],
      [1280, 600],
      [390, 844],
      [720, 720],
    ])(
      'in a window of %i × %i the verdict and the last request are visible, and the phone if it is beside them',
      async (width, height) => {
        await onPage({ locale, width, height }, async (page) => {
          await play(page, words.scenario);
          const parts = {
            verdict: '[data-verdict]',
            request: '.wires li:last-child .wire-row',
            ...(width > 860 && { phone: '.phone' }),
            // Of a lower window the phone and the requests need all.
            ...(width > 860 && height >= 720 && { settings: '.folds > :first-child h2' }),
          };
          for (const [part, selector] of Object.entries(parts)) {
            const box = await page.page.locator(selector).last().boundingBox();
            expect({
              part,
              top: (box?.y ?? -1) >= 0,
              bottom: (box?.y ?? 0) + (box?.height ?? 0) <= height,
            }).toEqual({
              part,
              top: true,
              bottom: true,
            });
          }
        });
      },
    );

    test('with a problem above, and a pool with a long name, phone and window still fit', async () => {
      await onPage({ locale, width: 1280, height: 720 }, async ({ page, phone }) => {
        await page.route('**/oauth/app2wxapp/pools/*', async (route) => {
          const response = await route.fetch();
          const pool = (await response.json()) as object;
          await route.fulfill({ response, json: { ...pool, name: '没有空格的很长的用户池名称'.repeat(4) } });
        });
        await page.goto(`${demo.simulator}/?pool=abc&backend=ftp%3A%2F%2Fx&lang=${locale}`);
        await page.route('**/__simulator/clock', (route) => route.abort());
        await page.locator('.time-step').first().click();
        await page.locator('.page-problem').nth(1).waitFor();
        await phone.getByRole('button', { name: words.login, exact: true }).click();
        await phone.getByRole('button', { name: words.ask, exact: true }).waitFor();
        for (const [width, height] of [
          [880, 800],
          [1024, 768],
          [1280, 720],
          [1366, 641],
        ] as const) {
          await page.setViewportSize({ width, height });
          const box = await page.locator('.phone').boundingBox();
          const bottom = (box?.y ?? 0) + (box?.height ?? height);
          expect({ width, collisions: await listCollisions(page), isInWindow: bottom <= height }).toEqual({
            width,
            collisions: [],
            isInWindow: true,
          });
        }
      });
    });

    test.each([
      ['', false],
      [', also with the fields of a profile', true],
    ])(
      'however low the window, the phone shows every button of the mini program%s, and the app its whole page',
      async (_what, askProfile) => {
        await onPage({ locale, width: 1280, height: 900 }, async (page) => {
          await page.page.route('**/oauth/app2wxapp/pools/*', async (route) => {
            const response = await route.fetch();
            await route.fulfill({ response, json: { ...((await response.json()) as object), askProfile } });
          });
          await page.press(words.login);
          const refuse = page.phone.getByRole('button', { name: words.ask, exact: true });
          await refuse.waitFor();
          expect(await page.page.locator('.fields').count()).toBe(askProfile ? 1 : 0);
          for (const height of [600, 641, 720, 900]) {
            await page.page.setViewportSize({ width: 1280, height });
            const collisions = await listCollisions(page.page);
            expect({ height, collisions }).toEqual({ height, collisions: [] });
            const [button, glass] = await Promise.all([
              refuse.boundingBox(),
              page.page.locator('.glass').boundingBox(),
            ]);
            const room = (glass?.y ?? 0) + (glass?.height ?? 0) - ((button?.y ?? 0) + (button?.height ?? 0));
            expect({ height, hasRoom: room > 12 }).toEqual({ height, hasRoom: true });
          }
          for (const step of [words.agree, words.allow, words.back, words.open]) await page.press(step);
          await page.page.locator('.home-sheet').waitFor();
          for (const height of [600, 641, 720, 900]) {
            await page.page.setViewportSize({ width: 1280, height });
            const collisions = await listCollisions(page.page);
            expect({ height, home: collisions }).toEqual({ height, home: [] });
          }
        });
      },
    );
  });
});
