import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findSharedDemo } from '@app2wxapp/demo';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import type { Browser } from 'playwright-core';
import { listViolations } from './list-violations.js';

describeInBrowser('before the phone is there', () => {
  const demo = findSharedDemo();
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });

  test('the page shows that it loads, then the phone, and axe finds nothing wrong', async () => {
    const page = await browser.newPage({ locale: 'zh-CN' });
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/config.json', (route) => gate.then(() => route.continue()));
    await page.goto(demo.simulator);
    await page.getByText('正在加载……').waitFor();
    expect(await listViolations(page)).toEqual([]);
    release();
    await page.getByRole('region', { name: '手机' }).waitFor();
    await page.close();
  });

  test('a simulator that is down is named, with a button that loads the page again', async () => {
    const page = await browser.newPage({ locale: 'en' });
    await page.route('**/config.json', (route) => route.abort());
    await page.goto(demo.simulator);
    await page.getByText(/cannot be read/).waitFor();
    expect(await listViolations(page)).toEqual([]);
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('region', { name: 'Phone' }).waitFor();
    await page.close();
  });
});
