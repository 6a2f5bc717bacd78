import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { findSharedDemo } from '@app2wxapp/demo';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import { findFreePort } from '@app2wxapp/test-environment/servers';
import type { Browser } from 'playwright-core';
import { listViolations } from './list-violations.js';
import { PhonePage } from './phone-page.js';

const APP_ID = 'wx00000000000000b1';
const MINI_PROGRAM = { appId: 'wx00000000000000b2', secret: 'b'.repeat(32) };

describeInBrowser('the developer’s own app on the phone', () => {
  const demo = findSharedDemo();
  let browser: Browser;
  let page: PhonePage | undefined;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });
  afterEach(async () => {
    await page?.close();
  });

  async function open(query: Readonly<Record<string, string>>): Promise<PhonePage> {
    page = await PhonePage.open(browser, `${demo.simulator}/?${new URLSearchParams(query)}`);
    return page;
  }

  async function send(method: string, url: string, body: object): Promise<Record<string, unknown>> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${demo.operatorToken}` };
    const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
    const answer = await response.text();
    if (!response.ok) throw new Error(answer);
    return (answer === '' ? {} : JSON.parse(answer)) as Record<string, unknown>;
  }

  async function createPool(settings: object): Promise<string> {
    const made = await send('POST', `${demo.authority}/admin/pools`, { name: '我的应用', ...settings });
    return (made.pool as { id: string }).id;
  }

  const problem = () => page?.page.locator('.page-problem');

  test('a pool with its own mini program, which lists the app, accepts a login', async () => {
    await send('POST', `${demo.simulator}/__simulator/mini-programs`, MINI_PROGRAM);
    const pool = await createPool({
      secretRequired: false,
      allowedAppIds: [APP_ID],
      allowedOrigins: [demo.simulator],
    });
    const { appId, secret } = MINI_PROGRAM;
    await send('PUT', `${demo.authority}/admin/pools/${pool}/mini-program`, { appId, appSecret: secret });
    const {
      press,
      heading,
      page: browserPage,
      wires,
    } = await bind({ pool, appid: APP_ID, miniprogram: appId });
    expect(await browserPage.getByRole('radio', { name: '我的应用' }).isChecked()).toBe(true);
    await press('用微信登录');
    await heading('我的应用').waitFor();
    await press('不提供手机号，直接登录');
    await press('返回 App');
    await press('打开');
    await heading(/^你好/).waitFor();
    await browserPage.getByRole('button', { name: /code2Session/ }).click();
    expect(await browserPage.locator('.wire.open .bytes').first().innerText()).toContain(`appid=${appId}`);
    expect(await wires()).toContainEqual(expect.stringMatching(/换取用户信息.*200/));
    expect(await problem()?.count()).toBe(0);
    expect(await listViolations(browserPage)).toEqual([]);
  });

  async function bind(query: Readonly<Record<string, string>>) {
    const opened = await open(query);
    return {
      page: opened.page,
      press: opened.press.bind(opened),
      heading: opened.heading.bind(opened),
      wires: opened.wires.bind(opened),
    };
  }

  test('a backend of the developer’s own exchanges the ticket', async () => {
    const pool = demo.pools[0]?.userPoolId ?? '';
    const opened = await open({ pool, backend: demo.backend });
    expect(await problem()?.count()).toBe(0);
    await opened.logIn();
    await opened.heading(/^你好/).waitFor();
  });

  test.each([
    ['an id that is none', { pool: 'abc', backend: 'ftp://x' }, '地址中的参数有误：pool、backend'],
    ['an unknown pool', { pool: '0'.repeat(24) }, `没有用户池 ${'0'.repeat(24)}`],
  ])('%s is named, and the demo’s pools are there', async (_what, query, words) => {
    const opened = await open(query);
    expect(await problem()?.innerText()).toContain(words);
    await opened.choosePool('经后端');
    expect(await listViolations(opened.page)).toEqual([]);
  });

  test('a pool that does not allow the page is distinguished from an unknown one', async () => {
    await open({ pool: await createPool({}) });
    expect(await problem()?.innerText()).toContain(`把 ${demo.simulator} 加入该用户池的 allowedOrigins`);
  });

  test('a backend that does not run, and one that allows no page, are distinguished; after a retry the problem is gone', async () => {
    const pool = demo.pools[0]?.userPoolId ?? '';
    const port = await findFreePort();
    const backend = `http://localhost:${port}`;
    await open({ pool, backend });
    expect(await problem()?.innerText()).toContain(`后端 ${backend} 没有响应`);
    let allow: Readonly<Record<string, string>> = {};
    const server: Server = createServer((_request, response) => {
      response.writeHead(204, allow).end();
    }).listen(port);
    await once(server, 'listening');
    expect((server.address() as AddressInfo).port).toBe(port);
    try {
      const retry = () => page?.page.getByRole('button', { name: '重试' }).click();
      await retry();
      await page?.page.getByText('没有允许本页面的跨域请求').waitFor();
      allow = {
        'access-control-allow-origin': demo.simulator,
        'access-control-allow-headers': 'authorization',
      };
      await retry();
      await problem()?.waitFor({ state: 'detached' });
      await page?.phone.waitFor();
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
