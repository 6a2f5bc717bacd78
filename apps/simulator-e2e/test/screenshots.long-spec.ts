import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTemporaryDemo, type TemporaryDemo } from '@app2wxapp/demo';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import { MovingPicture } from './moving-picture.js';
import { PhonePage } from './phone-page.js';

/** Set `REGENERATE=true` to make the pictures of the documentation anew. */
const isWanted = process.env.REGENERATE === 'true';
const IMAGES = fileURLToPath(new URL('../../../docs/images', import.meta.url));

const WORDS = {
  zh: {
    login: '用微信登录',
    agree: '同意并提供手机号',
    allow: '允许',
    back: '返回 App',
    open: '打开',
    home: /^你好/,
  },
  en: {
    login: 'Log in with WeChat',
    agree: 'Agree and share my number',
    allow: 'Allow',
    back: 'Return to the app',
    open: 'Open',
    home: /^Hello/,
  },
} as const;

(isWanted ? describeInBrowser : describe.skip)('pictures for the documentation', () => {
  let demo: TemporaryDemo;
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(IMAGES, { recursive: true });
    [demo, browser] = await Promise.all([startTemporaryDemo(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.remove();
  });

  const kinds = (['zh', 'en'] as const).flatMap((language) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ language, colorScheme })),
  );

  test.each(kinds)('$language, $colorScheme', async ({ language, colorScheme }) => {
    const words = WORDS[language];
    const open = (viewport: { width: number; height: number }) =>
      PhonePage.open(browser, demo.simulator, {
        locale: language,
        colorScheme,
        viewport,
      });
    const save = ({ page }: PhonePage, device: string) =>
      page.screenshot({ path: join(IMAGES, `simulator-${device}-${language}-${colorScheme}.png`) });

    const desktop = await open({ width: 1280, height: 1180 });
    await desktop.press(words.login);
    await desktop.press(words.agree);
    await desktop.press(words.allow);
    await desktop.press(words.back);
    await desktop.press(words.open);
    await desktop.heading(words.home).waitFor();
    await desktop.page.mouse.move(0, 0);
    await save(desktop, 'desktop');
    await desktop.close();

    const phone = await open({ width: 390, height: 844 });
    await phone.press(words.login);
    await phone.phone.getByRole('button', { name: words.agree }).waitFor();
    await save(phone, 'phone');
    await phone.close();
  });

  test.each(['zh', 'en'] as const)('a login that moves, %s', async (language) => {
    const words = WORDS[language];
    const desktop = await PhonePage.open(browser, demo.simulator, {
      locale: language,
      colorScheme: 'light',
      viewport: { width: 1080, height: 850 },
    });
    const { page, phone } = desktop;
    await page.locator('details').evaluateAll((folds: HTMLDetailsElement[]) => {
      for (const fold of folds) fold.open = false;
    });
    const picture = new MovingPicture(page);
    await picture.show(1200);
    for (const step of ['login', 'agree', 'allow', 'back', 'open'] as const) {
      const button = phone.getByRole('button', { name: words[step], exact: true });
      await button.waitFor();
      await picture.show(600);
      await picture.press(button, 600);
    }
    await desktop.heading(words.home).waitFor();
    await picture.show(2800);
    await desktop.close();
    const size = picture.save(join(IMAGES, `login-${language}-moving.webp`));
    expect(picture.duration).toBe(10_000);
    expect(size).toBeLessThan(2_000_000);
  });
});
