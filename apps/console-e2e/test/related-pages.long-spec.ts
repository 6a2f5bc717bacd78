import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findSharedDemo } from '@app2wxapp/demo';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import type { Browser } from 'playwright-core';
import { ConsolePage } from './console-page.js';
import { listViolations } from './list-violations.js';
import { send } from './wires.js';

describeInBrowser('the pages of the demo lead to one another', () => {
  const demo = findSharedDemo();
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });

  /** Of the links of a list, those to this machine that do not answer with 200. */
  async function listBroken(hrefs: readonly string[], base: string): Promise<string[]> {
    const broken: string[] = [];
    for (const href of hrefs
      .map((one) => new URL(one, base))
      .filter(({ hostname }) => hostname === 'localhost')) {
      const { status } = await fetch(href);
      if (status !== 200) broken.push(`${status} ${href.href}`);
    }
    return broken;
  }

  test.each([
    ['zh-CN', '相关页面', '在模拟器中试用'],
    ['en-GB', 'Related pages', 'Try this pool'],
  ])(
    'the console, in %s, links to the simulator, the APIs and the docs; those on this machine respond',
    async (locale, name, tryIt) => {
      const page = await ConsolePage.open(browser, demo, { locale });
      await page.signIn();
      const links = page.page.getByRole('navigation', { name }).getByRole('link');
      const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
      expect(hrefs).toHaveLength(5);
      expect(await listBroken(hrefs, demo.authority)).toEqual([]);
      const [pool] = demo.pools;
      await page.goTo(pool?.userPoolId ?? '', '');
      const address = new URL(
        (await page.page.getByRole('link', { name: tryIt }).getAttribute('href')) ?? '',
      );
      expect([address.origin, address.searchParams.get('pool')]).toEqual([demo.simulator, pool?.userPoolId]);
      expect(address.href).not.toContain(pool?.secret);
      await page.goTo(pool?.userPoolId ?? '', 'code');
      const guide = await page.page.getByRole('link', { name: /^docs\/backend/ }).getAttribute('href');
      expect(guide).toMatch(/^https:.*\/docs\/backend(\.zh-CN)?\.md$/);
      expect(await listViolations(page.page)).toEqual([]);
      await page.close();
    },
  );

  test.each([
    ['the demo’s own, on which the user logs in', true],
    ['another, of which the page says that the demo’s backend does not serve it', false],
  ])('“Try this pool” opens the simulator on a pool: %s', async (_which, isServed) => {
    const pool = isServed ? (demo.pools[0]?.userPoolId ?? '') : await createPool();
    const page = await ConsolePage.open(browser, demo);
    await page.signIn();
    await page.goTo(pool, '');
    const opened = page.page.context().waitForEvent('page');
    await page.page.getByRole('link', { name: '在模拟器中试用' }).click();
    const simulator = await opened;
    await simulator.getByRole('region', { name: '手机' }).waitFor();
    expect(await simulator.locator('.page-problem').allInnerTexts()).toEqual(
      isServed ? [] : [expect.stringContaining(`服务的是另一个用户池，无法登录 ${pool}`)],
    );
    if (isServed) {
      const phone = simulator.getByRole('region', { name: '手机' });
      for (const name of ['用微信登录', '不提供手机号，直接登录', '返回 App', '打开']) {
        await phone.getByRole('button', { name, exact: true }).click();
      }
      await phone.getByRole('heading', { name: /^你好/ }).waitFor();
    }
    expect(page.complaints).toEqual([]);
    await page.close();
  });

  test('“Try this pool” asks before it allows the page of the simulator, and leads there then', async () => {
    const pool = await createPool([]);
    const page = await ConsolePage.open(browser, demo);
    await page.signIn();
    await page.goTo(pool, '');
    await page.press('在模拟器中试用');
    await page.press(/^允许$/);
    await page.see(/^已允许/);
    const opened = page.page.context().waitForEvent('page');
    await page.page.getByRole('link', { name: '在模拟器中试用' }).click();
    const simulator = await opened;
    await simulator.locator('.page-problem').waitFor();
    expect(await simulator.locator('.page-problem').innerText()).toContain('服务的是另一个用户池');
    expect(page.complaints).toEqual([]);
    await page.close();
  });

  async function createPool(allowedOrigins = [demo.simulator]): Promise<string> {
    const token = demo.operatorToken;
    const body = { name: 'a pool of its own', allowAnyApp: true, allowedOrigins };
    const made = await send(`${demo.authority}/admin/pools`, { token, body });
    return (made.body.pool as { id: string }).id;
  }

  test('the simulator links to the console, the APIs and its documentation; those on this machine respond', async () => {
    const page = await browser.newPage({ locale: 'zh-CN' });
    await page.goto(demo.simulator);
    const links = page.getByRole('navigation', { name: '相关页面' }).getByRole('link');
    await links.first().waitFor();
    const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    expect(hrefs).toContain(`${demo.authority}/console`);
    expect(hrefs).toContain(`${demo.backend}/docs`);
    expect(await listBroken(hrefs, demo.simulator)).toEqual([]);
    expect(hrefs.at(-1)).toMatch(/\/docs\/simulator\.zh-CN\.md$/);
    await page.getByRole('button', { name: 'English' }).click();
    const docs = page.getByRole('link', { name: 'Docs', exact: true });
    expect(await docs.getAttribute('href')).toMatch(/\/docs\/simulator\.md$/);
    await page.close();
  });

  test('a first visit of the console writes no error, network errors included', async () => {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(`${demo.authority}/console`);
    await page.locator('.sign-in input').waitFor();
    expect(errors).toEqual([]);
    await page.close();
  });
});
