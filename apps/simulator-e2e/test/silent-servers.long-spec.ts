import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startTemporaryDemo, type TemporaryDemo } from '@app2wxapp/demo';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import type { Browser } from 'playwright-core';
import { listViolations } from './list-violations.js';
import { PhonePage } from './phone-page.js';

const DEADLINE_MS = 10_000;

// Windows cannot pause a process.
const testPaused = process.platform === 'win32' ? test.skip : test;

describeInBrowser('servers that do not respond', () => {
  let demo: TemporaryDemo;
  let browser: Browser;
  let page: PhonePage;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startTemporaryDemo(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.remove();
  });
  beforeEach(async () => {
    page = await PhonePage.open(browser, demo.simulator);
    await page.page.clock.install();
  });
  afterEach(async () => {
    const { complaints } = page;
    await page.close();
    expect(complaints).toEqual([]);
  });

  /** Has one of the servers hang until the deadline has passed, and go on afterwards. */
  async function hang(name: 'authority' | 'backend' | 'simulator', press: () => Promise<void>) {
    demo.signal(name, 'SIGSTOP');
    try {
      const asked = page.page.waitForRequest((request) => request.url().startsWith(demo[name]));
      await press();
      await asked;
      await page.page.clock.fastForward(DEADLINE_MS);
    } finally {
      demo.signal(name, 'SIGCONT');
    }
  }

  testPaused('a backend that hangs is named in the app, and the login can be repeated', async () => {
    await page.press('用微信登录');
    await page.press('不提供手机号，直接登录');
    await page.press('返回 App');
    await hang('backend', () => page.press('打开'));
    await page.phone.getByText(`${demo.backend} 没有响应`).waitFor();
    expect((await page.wires()).at(-1)).toMatch(/提交 ticket.*无响应/);
    expect(await listViolations(page.page)).toEqual([]);
    await page.logIn();
    await page.heading(/^你好/).waitFor();
  });

  testPaused(
    'a backend that hangs while the account is deleted leaves the user logged in, and is named',
    async () => {
      await page.logIn();
      await page.press('注销账号');
      await hang('backend', () => page.press('确认永久注销'));
      await page.phone.getByText(`${demo.backend} 没有响应`).waitFor();
      await page.heading(/^你好/).waitFor();
      expect(await listViolations(page.page)).toEqual([]);
    },
  );

  testPaused(
    'an authority that hangs is a problem of the mini program, with a button that goes on',
    async () => {
      await hang('authority', () => page.press('用微信登录'));
      await page.heading('网络不通').waitFor();
      await page.press('重试');
      await page.heading(/演示/).waitFor();
    },
  );

  testPaused('a simulator that hangs is named on the page, and what was wanted can be repeated', async () => {
    const options = page.page.getByLabel('当前微信用户').locator('option');
    const before = await options.count();
    await hang('simulator', () => page.page.getByRole('button', { name: '新用户' }).click());
    const alert = page.page.getByRole('alert').filter({ hasText: '模拟器没有响应' });
    await alert.waitFor();
    expect(await listViolations(page.page)).toEqual([]);
    await alert.getByRole('button', { name: '重试' }).click();
    await options.nth(before).waitFor({ state: 'attached' });
    await alert.waitFor({ state: 'detached' });
  });

  test('a simulator that hangs before the page has its configuration is reported, with a button to reload', async () => {
    const front = createServer((request, response) => {
      if (request.url === '/config.json') return;
      void fetch(`${demo.simulator}${request.url}`, {
        headers: { accept: request.headers.accept ?? '*/*' },
      }).then(({ status, headers, body }) => {
        response.writeHead(status, { 'content-type': headers.get('content-type') ?? 'text/plain' });
        if (body) Readable.fromWeb(body as ReadableStream).pipe(response);
        else response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(front, 'listening');
    try {
      const asked = page.page.waitForRequest('**/config.json');
      await page.page.goto(`http://localhost:${(front.address() as AddressInfo).port}`);
      await asked;
      await page.page.clock.fastForward(DEADLINE_MS);
      await page.page.getByText('模拟器在 10 秒内没有响应').waitFor();
      expect(await listViolations(page.page)).toEqual([]);
      await page.page.getByRole('button', { name: '重新加载' }).waitFor();
    } finally {
      front.closeAllConnections();
      front.close();
    }
  });

  test('a backend that is killed is named at once', async () => {
    await page.press('用微信登录');
    await page.press('不提供手机号，直接登录');
    await page.press('返回 App');
    demo.signal('backend', 'SIGKILL');
    await page.press('打开');
    await page.phone.getByText(`${demo.backend} 没有响应`).waitFor();
    expect((await page.wires()).at(-1)).toMatch(/提交 ticket.*无响应/);
  });
});
