import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findSharedDemo } from '@app2wxapp/demo';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import type { Browser, Request } from 'playwright-core';
import { ConsolePage } from './console-page.js';
import { listViolations } from './list-violations.js';
import { logIn } from './wires.js';

describeInBrowser('while the server has not answered yet', () => {
  const demo = findSharedDemo();
  const [pool] = demo.pools;
  let browser: Browser;
  let page: ConsolePage;

  beforeAll(async () => {
    browser = await launchBrowser();
    if (pool) await logIn(demo, pool);
    page = await ConsolePage.open(browser, demo);
    await page.signIn();
  });
  afterAll(async () => {
    await browser?.close();
  });

  /** Opens an address while requests to `path` wait, and says what axe finds and who is told that it loads. */
  async function lookWhileWaiting(address: string, path: RegExp) {
    const isHeld = (request: Request) => path.test(new URL(request.url()).pathname);
    const release = await page.hold(isHeld);
    const asked = page.page.waitForRequest(isHeld);
    await page.page.goto(`${demo.authority}/console/${address}`);
    await asked;
    const status = page.page.getByRole('status', { name: '加载中' }).first();
    await page.page.locator('.ant-skeleton').first().waitFor();
    const seen = {
      violations: await listViolations(page.page),
      isAnnounced: await status.isVisible(),
      isNamed: await page.page.locator('.frame-brand').isVisible(),
    };
    await release();
    await page.settle();
    return seen;
  }

  test('the page shows its name before a script has arrived', async () => {
    const early = await browser.newPage();
    await early.route('**/*.js', () => {}); // they never arrive
    await early.goto(`${demo.authority}/console`, { waitUntil: 'commit' });
    await early.getByText('app2wxapp').waitFor();
    await early.close();
  });

  test.each([
    ['the session', 'pools', /^\/admin\/session$/],
    ['the list of pools', 'pools', /^\/admin\/pools$/],
    ['the operators', 'operators', /^\/admin\/operators$/],
    ['a pool', `pools/${pool?.userPoolId ?? ''}`, /^\/admin\/pools\/\w+$/],
    ['the counts', `pools/${pool?.userPoolId ?? ''}`, /^\/admin\/counts$/],
    ['the users', `pools/${pool?.userPoolId ?? ''}/users`, /\/users\/search$/],
    ['the events', `pools/${pool?.userPoolId ?? ''}/events`, /^\/admin\/events$/],
    ['the secrets', `pools/${pool?.userPoolId ?? ''}/credentials`, /\/secrets$/],
    ['a screen’s own file', `pools/${pool?.userPoolId ?? ''}/code`, /\/code-screen-[\w-]+\.js$/],
  ])(
    'the page shows its name and that it waits for %s, and axe finds nothing wrong',
    async (_what, address, path) => {
      const expected = { violations: [], isAnnounced: true, isNamed: true };
      expect(await lookWhileWaiting(address, path)).toEqual(expected);
    },
  );
});
