import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { startTemporaryDemo, type TemporaryDemo } from '@app2wxapp/demo';
import type { Browser } from 'playwright-core';
import { launchBrowser, waitUntilStill } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import { ConsolePage } from './console-page.js';
import { fillConsole, spreadOverDay, type FilledPools } from './fill-console.js';

/**
 * Set `REGENERATE=true` to make the pictures of the documentation anew, and `SCREENSHOTS_DIR` to a folder to
 * have every screen there in both languages, in light and dark, on a desktop and on a phone.
 */
const isWanted = process.env.REGENERATE === 'true';
const FOLDER = process.env.SCREENSHOTS_DIR;
const IMAGES = fileURLToPath(new URL('../../../docs/images', import.meta.url));
const QUALITY = 88;

const DEVICES = {
  desktop: { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1 },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
} as const;
type Device = keyof typeof DEVICES;

/** The pictures that the documentation shows. */
const SHOWN: readonly RegExp[] = [
  /^console-(sign-in|pools|overview|empty-pool|user|events|settings|danger|rotation|code|operators)-desktop-en-light$/,
  /^console-users-desktop-en-dark$/,
  /^console-(overview|users)-phone-en-light$/,
  /^console-(overview|settings)-phone-en-dark$/,
  /^console-overview-desktop-zh-light$/,
];

interface Screen {
  readonly name: string;
  /** Below `/console`. */
  readonly path: (pools: FilledPools) => string;
  /** Goes on from there, by the names of this language. */
  readonly act?: (
    page: ConsolePage,
    t: (zh: string, en: string) => string,
    device: Device,
  ) => Promise<unknown>;
}

const poolPath =
  (screen: string) =>
  ({ main }: FilledPools) =>
    `/pools/${main}${screen}`;

const SCREENS: readonly Screen[] = [
  { name: 'pools', path: () => '/pools' },
  {
    name: 'new-pool',
    path: () => '/pools',
    act: async (page, t) => {
      await page.press(t('新建用户池', 'New pool'));
      await page.dialog.getByLabel(t('名称', 'Name')).fill(t('新的应用', 'A new app'));
    },
  },
  {
    name: 'overview',
    path: poolPath(''),
    act: async ({ page }, _t, device) => {
      if (device === 'desktop') await page.setViewportSize({ width: 1280, height: 1240 });
      await page.locator('.u-over').waitFor();
    },
  },
  { name: 'empty-pool', path: ({ empty }) => `/pools/${empty}/users` },
  { name: 'users', path: poolPath('/users') },
  {
    name: 'user',
    path: poolPath('/users'),
    act: async (page) => {
      await page.page.locator('.user-link').first().click();
      await page.dialog.getByRole('row').nth(1).waitFor();
    },
  },
  { name: 'events', path: poolPath('/events') },
  { name: 'settings', path: poolPath('/settings') },
  {
    name: 'danger',
    path: poolPath('/settings'),
    act: async (page, t) => {
      await page.page
        .getByRole('switch', { name: t('换取用户信息需要密钥', 'Exchange requires the secret') })
        .click();
      await page.press(t('保存设置', 'Save settings'));
      await page.dialog.getByRole('checkbox').waitFor();
    },
  },
  { name: 'rotation', path: poolPath('/credentials') },
  {
    name: 'code',
    path: poolPath('/code'),
    act: (page) => page.page.getByRole('tab', { name: 'NestJS' }).click(),
  },
  { name: 'operators', path: () => '/operators' },
];

// No check of anything: it writes files, and only for whoever asks for them.
(isWanted || FOLDER !== undefined ? describeInBrowser : describe.skip)('pictures of the console', () => {
  let demo: TemporaryDemo;
  let browser: Browser;
  const pools = {} as Record<'zh' | 'en', FilledPools>;

  beforeAll(async () => {
    for (const folder of [IMAGES, FOLDER]) if (folder !== undefined) mkdirSync(folder, { recursive: true });
    [demo, browser] = await Promise.all([startTemporaryDemo(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.remove();
  });

  async function save(page: ConsolePage, name: string): Promise<void> {
    const wanted = [
      ...(isWanted && SHOWN.some((pattern) => pattern.test(name)) ? [IMAGES] : []),
      ...(FOLDER === undefined ? [] : [FOLDER]),
    ];
    if (wanted.length === 0) return;
    await rest(page);
    const session = await page.page.context().newCDPSession(page.page);
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
    for (const folder of wanted) writeFileSync(join(folder, `${name}.webp`), Buffer.from(data, 'base64'));
  }

  const kinds = (['en', 'zh'] as const).flatMap((language) =>
    (['desktop', 'phone'] as const).flatMap((device: Device) =>
      (['light', 'dark'] as const).map((colorScheme) => ({ language, device, colorScheme })),
    ),
  );

  test.each(kinds)('$language, on a $device, $colorScheme', async ({ language, device, colorScheme }) => {
    pools[language] ??= await fillConsole(demo, language);
    const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
    const page = await ConsolePage.open(browser, demo, { ...DEVICES[device], locale, colorScheme });
    await page.page.route('**/admin/counts*', spreadOverDay);
    const nameOf = (screen: string) => `console-${screen}-${device}-${language}-${colorScheme}`;
    await page.page.getByLabel(/管理员 token|Operator token/).waitFor();
    await save(page, nameOf('sign-in'));
    await page.signIn();
    for (const { name, path, act } of SCREENS) {
      await page.page.setViewportSize(DEVICES[device].viewport);
      await page.page.goto(`${demo.authority}/console${path(pools[language])}`);
      await rest(page);
      await act?.(page, (zh, en) => (language === 'zh' ? zh : en), device);
      await save(page, nameOf(name));
    }
    await page.close();
  });
});

/** Waits until nothing is being loaded or moving. */
async function rest(page: ConsolePage): Promise<void> {
  await page.settle();
  await page.page.mouse.move(0, 0);
  await waitUntilStill(page.page);
}
