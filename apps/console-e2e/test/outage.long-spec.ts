import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import {
  findFreePort,
  signInFirst,
  startProcess,
  type StartedProcess,
} from '@app2wxapp/test-environment/servers';
import type { Browser, Page } from 'playwright-core';
import { ConsolePage } from './console-page.js';
import { listViolations } from './list-violations.js';
import { send } from './wires.js';

const SCREENS = ['users', 'events', 'settings', 'credentials', 'code'];
const MAIN = fileURLToPath(new URL('../../authority-server/dist/main.js', import.meta.url));
/** The authority's own limit, and the two seconds that the page adds. */
const REQUEST_TIMEOUT_MS = 4000;
const DEADLINE_MS = REQUEST_TIMEOUT_MS + 2000;
/** The screen must have ended its loading by then; a busy machine is slow, not broken. */
const PATIENCE_MS = DEADLINE_MS + 8000;

describeInBrowser('while the authority hangs or is gone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-outage-'));
  let browser: Browser;
  let authority: StartedProcess;
  let origin: string;
  let operatorToken: string;
  let userPoolId: string;

  const start = async () => {
    const inherited = { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot };
    const own = { PORT: new URL(origin).port, DATA_DIR: folder, LOG_LEVEL: 'warn' };
    const env = { ...inherited, ...own, REQUEST_TIMEOUT_MS: String(REQUEST_TIMEOUT_MS) };
    authority = startProcess(process.execPath, [MAIN], { env });
    await authority.waitForAnswer(`${origin}/health/ready`);
  };
  const hang = () => authority.child.kill('SIGSTOP');
  const goOn = () => authority.child.kill('SIGCONT');
  const open = async (options: object = {}) => {
    const page = await ConsolePage.open(browser, { authority: origin, operatorToken }, options);
    await page.signIn();
    return page;
  };

  beforeAll(async () => {
    browser = await launchBrowser();
    origin = `http://localhost:${await findFreePort()}`;
    await start();
    const first = JSON.parse(readFileSync(join(folder, 'first-start.json'), 'utf8')) as {
      operatorToken: string;
    };
    operatorToken = await signInFirst(origin, first.operatorToken);
    const made = await send(`${origin}/admin/pools`, { token: operatorToken, body: { name: 'outage' } });
    userPoolId = (made.body as { pool: { id: string } }).pool.id;
  });
  afterEach(() => void goOn());
  afterAll(async () => {
    await browser?.close();
    await authority?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('each screen shows a remedy within the time limit, and loads on a retry', async () => {
    const pool = `pools/${userPoolId}`;
    const screens = ['pools', 'operators', pool, ...SCREENS.map((screen) => `${pool}/${screen}`)];
    const first = await open({ locale: 'en-GB' });
    const context = first.page.context();
    const tabs: { readonly screen: string; readonly tab: Page }[] = [];
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    for (const screen of screens) {
      const tab = await context.newPage();
      await tab.route(/\/admin\/(?!session$)/, async (route) => {
        await gate;
        await route.continue();
      });
      await tab.goto(`${origin}/console/${screen}`);
      await tab.getByRole('status', { name: 'Loading' }).first().waitFor();
      tabs.push({ screen, tab });
    }
    hang();
    release();
    for (const { screen, tab } of tabs) {
      await tab.locator('.failure').first().waitFor({ timeout: PATIENCE_MS });
      await tab.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
      const text = await tab.locator('.failure').first().innerText();
      expect([screen, text]).toEqual([screen, expect.stringMatching(/did not respond in time.*try again/is)]);
    }
    expect(await listViolations((tabs[0] as { tab: Page }).tab)).toEqual([]);
    goOn();
    for (const { tab } of tabs) {
      const retry = tab.getByRole('button', { name: 'Try again' });
      // It may have loaded by itself in the meantime.
      while ((await retry.count()) > 0)
        await retry
          .first()
          .click({ timeout: 2000 })
          .catch(() => undefined);
      await tab.locator('.failure').first().waitFor({ state: 'detached' });
    }
    await first.close();
  });

  test('a screen’s own file that cannot be loaded is named, and loads on a retry', async () => {
    const page = await open();
    hang();
    await page.page.getByRole('link', { name: '管理员', exact: true }).click();
    await page.page.getByRole('status', { name: '加载中' }).waitFor();
    await page.page.locator('.failure').getByText('服务器没有及时响应').waitFor({ timeout: PATIENCE_MS });
    goOn();
    await page.press('重试');
    await page.page.getByRole('cell', { name: 'first operator' }).waitFor();
    await page.close();
  });

  test('after a change without a response the page says that it may have been made, keeps it, and shows the current state', async () => {
    const page = await open();
    await page.goTo(userPoolId, 'settings');
    const name = page.page.getByLabel('名称', { exact: true });
    await name.fill('不知是否保存');
    hang();
    await page.press('保存设置');
    await page.page.getByText(/无法确定操作是否已生效/).waitFor({ timeout: PATIENCE_MS });
    await page.page.getByText('与服务器的连接已中断').waitFor();
    expect(await name.inputValue()).toBe('不知是否保存');
    await page.page.locator('.save-bar .ant-btn-loading').waitFor({ state: 'detached' });
    expect(await listViolations(page.page)).toEqual([]);
    goOn();
    await page.page.getByText('与服务器的连接已中断').waitFor({ state: 'detached', timeout: 30_000 });
    const stored = await send(`${origin}/admin/pools/${userPoolId}`, { method: 'GET', token: operatorToken });
    const isSaved = stored.body.name === '不知是否保存';
    // What is stored decides whether there is something to save.
    await page.page.waitForFunction(
      ([button, expected]) => (button as HTMLButtonElement).disabled === expected,
      [await page.page.getByRole('button', { name: '保存设置' }).elementHandle(), isSaved] as const,
    );
    expect(await name.inputValue()).toBe('不知是否保存');
    await page.close();
  });

  test('a killed authority is reported at once by loaded and loading screens, and recognized when it is back', async () => {
    const page = await open();
    await page.goTo(userPoolId, '');
    await page.see('实时更新');
    // This authority names no simulator.
    expect(await page.page.getByText('在模拟器中试用').count()).toBe(0);
    await authority.stop('SIGKILL');
    await page.see('连接中断，正在重试');
    await page.page.getByText('与服务器的连接已中断').waitFor();
    await page.openScreen('设置');
    await page.page.locator('.failure').getByText('无法连接到服务器').waitFor();
    await start();
    await page.press('重试');
    await page.page.getByRole('switch').first().waitFor();
    await page.close();
  });

  test('a sign-in without a response can be repeated', async () => {
    const page = await ConsolePage.open(browser, { authority: origin, operatorToken });
    hang();
    await page.page.getByLabel('管理员 token').fill(operatorToken);
    await page.press(/^登录$/);
    await page.page.getByText('服务器没有及时响应').waitFor({ timeout: PATIENCE_MS });
    goOn();
    await page.signIn();
    await page.close();
  });
});
