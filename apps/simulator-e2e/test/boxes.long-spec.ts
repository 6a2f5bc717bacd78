import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findSharedDemo } from '@app2wxapp/demo';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import { listCollisions } from './list-collisions.js';
import { PhonePage } from './phone-page.js';

const WIDTHS = [390, 720, 880, 1024, 1280, 1440];
const WORDS = {
  'zh-CN': { login: '用微信登录', ask: '拒绝', scenario: 'ticket 被盗，未绑定' },
  en: { login: 'Log in with WeChat', ask: 'Refuse', scenario: 'Ticket stolen, unbound' },
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
  }

  describe.each(LOCALES)('in %s', (locale) => {
    const words = WORDS[locale];

    test('nothing lies on another or is cut, at any width, in any state', async () => {
      await onPage({ locale, width: 1280, height: 800 }, async (page) => {
        const checkWidths = async (state: string) => {
          for (const width of WIDTHS) {
            await page.page.setViewportSize({ width, height: 800 });
            const collisions = await listCollisions(page.page);
            expect({ state, width, collisions }).toEqual({ state, width, collisions: [] });
          }
        };
        await checkWidths('before the login');
        await page.press(words.login);
        await page.phone.getByRole('button', { name: words.ask, exact: true }).waitFor();
        await checkWidths('asking');
        await page.page.locator('.breadcrumb').click();
        await play(page, words.scenario);
        await checkWidths('after a scenario');
      });
    });

    test.each([
      [1280, 720],
      [1366, 641],
      [1280, 600],
    ])(
      'in a window of %i × %i the verdict, the phone and the last request are in sight',
      async (width, height) => {
        await onPage({ locale, width, height }, async (page) => {
          await play(page, words.scenario);
          const parts = {
            verdict: '[data-verdict]',
            phone: '.phone',
            request: '.wires li:last-child .wire-row',
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

    test('however low the window, the phone shows every button of the mini program', async () => {
      await onPage({ locale, width: 1280, height: 900 }, async (page) => {
        await page.press(words.login);
        const refuse = page.phone.getByRole('button', { name: words.ask, exact: true });
        await refuse.waitFor();
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
      });
    });
  });
});
