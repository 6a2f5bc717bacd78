import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findSharedDemo } from '@app2wxapp/demo';
import type { Browser, Route } from 'playwright-core';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import { ConsolePage } from './console-page.js';
import { logIn } from './wires.js';

describeInBrowser('an operator on the first day', () => {
  const demo = findSharedDemo();
  let browser: Browser;
  let page: ConsolePage;
  const pool = { userPoolId: '', secret: '', useSelfWxapp: true };

  beforeAll(async () => {
    browser = await launchBrowser();
    page = await ConsolePage.open(browser, demo);
  });
  afterAll(async () => {
    await browser?.close();
  });

  test('is rejected with a wrong token, and accepted with the one of the first start', async () => {
    await page.page.getByLabel('管理员 token').fill('not-the-token');
    await page.press(/^登录$/);
    await page.see(/管理员 token 无效/);
    await page.signIn();
    const cookies = await page.page.context().cookies();
    expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict', path: '/admin' }]);
    const kept = await page.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(kept).not.toContain(demo.operatorToken);
    expect(kept).not.toContain(cookies[0]?.value);
  });

  test('creates a pool, whose secret is shown once, and finds its lists empty', async () => {
    await page.press('新建用户池');
    await page.dialog.getByLabel('名称').fill('新的应用');
    await page.press(/^创建$/, page.dialog);
    pool.secret = await page.takeSecret();
    await page.page.getByRole('heading', { name: '新的应用' }).waitFor();
    pool.userPoolId = new URL(page.page.url()).pathname.split('/').at(-1) ?? '';
    expect(pool.userPoolId).toMatch(/^[0-9a-f]{24}$/);
    expect(await page.page.content()).not.toContain(pool.secret);
    await page.see('这段时间没有未完成的登录。');
    await page.openScreen('用户');
    await page.see('还没有用户。第一次登录后会出现在这里。');
  });

  test('reads the risk of allowing any app, and allows any app', async () => {
    await page.openScreen('设置');
    await page.page.getByRole('switch', { name: '允许任意 App' }).click();
    await page.see(/风险：不限制来源/);
    await page.press('保存设置');
    await page.dialog.getByRole('checkbox', { name: '我已了解风险' }).check();
    await page.press('仍然保存', page.dialog);
    await page.see('设置已保存');
    await page.waitUntilSaved();
  });

  test('sets a mini program of the pool, which WeChat rejects with the wrong AppSecret and accepts with the right one', async () => {
    const file = readFileSync(join(demo.dataDir, 'mini-program.json'), 'utf8');
    const { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret } = JSON.parse(file) as Record<string, string>;
    await page.openScreen('密钥与小程序');
    await page.page.getByLabel('AppID').fill(appId ?? '');
    for (const [shown, answer] of [
      ['another-app-secret', /AppSecret 不正确/],
      [appSecret ?? '', /微信接受了/],
    ] as const) {
      await page.page.getByLabel('AppSecret').fill(shown);
      // Otherwise WeChat may be asked about the secret before this one.
      const saved = page.page.waitForResponse((response) => response.request().method() !== 'GET');
      await page.press(/^保存$/);
      expect((await saved).ok()).toBe(true);
      await page.press('向微信验证');
      await page.see(answer);
    }
    expect(await page.page.content()).not.toContain(appSecret);
  });

  test('sees a login through it in the charts and events as it happens, and the user in the list', async () => {
    await page.openScreen('概览');
    await page.see('登录漏斗');
    const who = { openid: 'o-person-one' };
    const login = await logIn(demo, pool, who);
    expect(login.status).toBe(200);
    await logIn(demo, { ...pool, secret: 'wrong' }, who);
    // Without a reload: the page asks again by itself.
    const funnel = page.page.getByRole('list', { name: '登录漏斗' });
    await funnel.getByText('2', { exact: true }).first().waitFor();
    await page.page.getByRole('list', { name: '未完成的原因' }).getByText('密钥错误').waitFor();
    await page.page.getByRole('img', { name: /成功登录 1 次/ }).waitFor();
    await page.openScreen('事件');
    const rows = page.page.getByRole('row');
    await rows
      .filter({ hasText: '登录成功' })
      .filter({ hasText: String(login.body._id) })
      .waitFor();
    await rows.filter({ hasText: '修改自有小程序' }).filter({ hasText: 'first operator' }).first().waitFor();
    await page.openScreen('用户');
    await page.page
      .getByRole('button', { name: /微信用户/ })
      .first()
      .click();
    await page.dialog.getByText(String(login.body._id)).waitFor();
    await page.page.keyboard.press('Escape');
    await page.dialog.waitFor({ state: 'hidden' }); // it keeps the focus until it is closed
  });

  test('searches for a phone number, which the address of the page does not contain', async () => {
    await page.page.getByLabel('搜索用户').fill('13800000000');
    await page.page.keyboard.press('Enter');
    await page.see('没有匹配的用户');
    expect(page.page.url()).not.toMatch(/13800000000|q=/);
    await page.page.getByLabel('搜索用户').fill('');
    await page.page.keyboard.press('Enter');
    await page.see('微信用户');
  });

  test('filters the events', async () => {
    await page.openScreen('事件');
    await page.page.getByRole('combobox', { name: '类型' }).click();
    await page.page.getByTitle('登录成功', { exact: true }).click();
    await page.page
      .getByRole('row')
      .filter({ hasText: '修改自有小程序' })
      .first()
      .waitFor({ state: 'detached' });
    expect(await page.page.getByRole('row').filter({ hasText: '登录成功' }).count()).toBe(1);
  });

  test('replaces the secret: both are valid for a while, then only the new one', async () => {
    await page.openScreen('密钥与小程序');
    await page.press('开始轮换');
    const next = { ...pool, secret: await page.takeSecret() };
    await page.see('轮换中：两个密钥都有效。');
    expect((await logIn(demo, pool)).status).toBe(200);
    expect((await logIn(demo, next)).status).toBe(200);
    await page.page
      .getByRole('button', { name: /^停用$/ })
      .first()
      .click();
    await page.press(/^停用$/, page.page.getByRole('tooltip'));
    await page.page.getByText('轮换中').waitFor({ state: 'detached' });
    expect((await logIn(demo, pool)).status).toBe(401);
    expect((await logIn(demo, next)).status).toBe(200);
    pool.secret = next.secret;
  });

  test('reads the risk of a dangerous setting, and is asked a second time', async () => {
    await page.openScreen('设置');
    await page.page.getByRole('switch', { name: '换取用户信息需要密钥' }).click();
    await page.see(/风险：不再验证后端身份/);
    await page.press('保存设置');
    const save = page.dialog.getByRole('button', { name: '仍然保存' });
    expect(await save.isDisabled()).toBe(true);
    await page.press(/^取消$/, page.dialog);
    expect((await logIn(demo, { ...pool, secret: 'wrong' })).status).toBe(401);
    await page.press('保存设置');
    await page.dialog.getByRole('checkbox', { name: '我已了解风险' }).check();
    await save.click();
    await page.waitUntilSaved();
    await page.page.reload();
    const setting = page.page.getByRole('switch', { name: '换取用户信息需要密钥' });
    await setting.waitFor();
    expect(await setting.isChecked()).toBe(false);
    await setting.click();
    await page.press('保存设置');
    await page.waitUntilSaved();
    await page.openScreen('概览');
  });

  test('overwrites nothing that another operator saved meanwhile, and keeps both after a review', async () => {
    const at = `${demo.authority}/admin/pools/${pool.userPoolId}`;
    const headers = { authorization: `Bearer ${demo.operatorToken}`, 'content-type': 'application/json' };
    await page.openScreen('设置');
    await page.page.getByLabel('名称', { exact: true }).fill('两人同改');
    const body = JSON.stringify({ askProfile: true });
    expect((await fetch(at, { method: 'PATCH', headers, body })).status).toBe(200);
    await page.press('保存设置');
    await page.see(/刚被其他管理员修改，未保存/);
    const theirs = page.page.getByRole('switch', { name: '请用户填写昵称和头像' });
    await page.page.waitForFunction(
      (element) => element?.getAttribute('aria-checked') === 'true',
      await theirs.elementHandle(),
    );
    await page.press('保存设置');
    await page.waitUntilSaved();
    expect(await (await fetch(at, { headers })).json()).toMatchObject({ name: '两人同改', askProfile: true });
    await page.openScreen('概览');
  });

  test('sees the token key once when choosing HS256', async () => {
    await page.openScreen('设置');
    await page.page.getByText('HS256', { exact: true }).click();
    await page.press('保存设置');
    await page.dialog.getByRole('checkbox', { name: '我已了解风险' }).check();
    await page.press('仍然保存', page.dialog);
    await page.see('HS256 签名密钥');
    expect(await page.takeSecret()).toMatch(/^[\w-]{43}$/);
    await page.waitUntilSaved(); // the key is shown before
    const header = Buffer.from(String((await logIn(demo, pool)).body.token).split('.')[0] ?? '', 'base64url');
    expect(JSON.parse(header.toString())).toEqual({ alg: 'HS256', typ: 'JWT' });
  });

  test('blocks a user, whose next login is refused, exports the stored data, and deletes it', async () => {
    const openid = 'o-person-to-block';
    const { body: user } = await logIn(demo, pool, { openid });
    await page.openScreen('用户');
    await page.page.getByLabel('搜索用户').waitFor();
    await page.page.reload();
    await page.page
      .getByRole('button', { name: /微信用户/ })
      .first()
      .click();
    await page.dialog.getByText(String(user._id)).waitFor();
    await page.press(/^禁用$/, page.dialog);
    await page.press(/^禁用$/, page.page.getByRole('tooltip'));
    await page.dialog.getByText('已禁用').waitFor();
    await page.dialog.getByText('已失效').waitFor();
    expect((await logIn(demo, pool, { openid })).body.error).toBe('user_blocked');
    const [download] = await Promise.all([
      page.page.waitForEvent('download'),
      page.press('导出数据', page.dialog),
    ]);
    const content = JSON.parse(readFileSync(await download.path(), 'utf8')) as { user: { id: string } };
    expect(content.user.id).toBe(user._id);
    await page.press(/^删除$/, page.dialog);
    // Five minutes of a test's time are too long: the first answer is what the authority gives after these.
    const where = `**/users/${String(user._id)}`;
    await page.page.route(where, (route) =>
      route.fulfill({ status: 401, json: { error: 'reauthentication_required' } }),
    );
    await page.press(/^删除$/, page.page.getByRole('tooltip'));
    const proof = page.page.getByRole('dialog', { name: '请再次确认身份' });
    await proof.getByLabel('管理员 token').fill('not-the-token');
    await page.press(/^确认$/, proof);
    await proof.getByText(/管理员 token 无效/).waitFor();
    await page.page.unroute(where);
    await proof.getByLabel('管理员 token').fill(demo.operatorToken);
    await page.press(/^确认$/, proof);
    await page.page.getByText(String(user._id)).waitFor({ state: 'detached' });
    expect((await logIn(demo, pool, { openid })).body._id).not.toBe(user._id);
  });

  test('copies code that contains this pool and no secret', async () => {
    await page.openScreen('接入代码');
    for (const [side, names] of Object.entries({
      App: ['启动路径', 'Capacitor', 'iOS (Swift)', 'Android (Kotlin)'],
      后端: ['NestJS', 'Express'],
    })) {
      await page.page.locator('.code-side').getByText(side, { exact: true }).click();
      for (const name of names) {
        await page.page.getByRole('tab', { name }).click();
        await page.page.getByRole('tabpanel', { name }).getByText(pool.userPoolId).first().waitFor();
      }
    }
    await page.page.goBack();
    await page.page.goForward();
    await page.page.getByRole('tab', { name: 'Express', selected: true }).waitFor();
    await page.page.goto(`${page.page.url().split('?')[0]}?guide=launch&phone=0`);
    await page.see(`/routes/explore?userPoolId=${pool.userPoolId}&fromApp=1&useSelfWxapp=1`);
    expect(await page.page.content()).not.toContain(pool.secret);
  });

  test('deletes the pool after typing its name, and sees the others', async () => {
    await page.openScreen('设置');
    const name = await page.page.getByRole('heading', { level: 1 }).innerText();
    await page.press('删除用户池');
    const confirm = page.dialog.getByRole('button', { name: '永久删除' });
    await page.dialog.getByLabel(/^输入名称/).fill('另一个用户池');
    expect(await confirm.isDisabled()).toBe(true);
    await page.dialog.getByLabel(/^输入名称/).fill(name);
    await confirm.click();
    await page.page.getByRole('heading', { name: '用户池', exact: true }).waitFor();
    expect((await logIn(demo, pool)).body.error).toBe('user_pool_not_found');
  });

  test('leaves no secret in the page’s storage', async () => {
    await page.press('English');
    await page.press('中文');
    const kept = await page.page.evaluate(() => ({ ...localStorage, ...sessionStorage }));
    expect(kept).toEqual({ language: 'zh' });
    expect(await page.page.evaluate(() => document.cookie)).toBe('');
    expect(await page.page.evaluate(() => indexedDB.databases())).toEqual([]);
  });

  test('signs out, and the page is closed', async () => {
    await page.press('退出登录');
    await page.page.getByLabel('管理员 token').waitFor();
    expect((await page.page.request.get(`${demo.authority}/admin/session`)).status()).toBe(204);
    expect(page.complaints).toEqual([]);
  });

  test('finds none of the loaded data in the page afterwards', async () => {
    const held: Route[] = [];
    let isHolding = true;
    await page.page.route(/\/admin\/pools/, (route) =>
      isHolding ? void held.push(route) : route.continue(),
    );
    await page.page.getByLabel('管理员 token').fill(demo.operatorToken);
    await page.press(/^登录$/);
    await page.page.locator('.frame-body [aria-busy=true]').waitFor();
    expect(await page.page.locator('.frame-body').innerText()).not.toMatch(/[0-9a-f]{24}/);
    isHolding = false;
    await Promise.all(held.map((route) => route.continue()));
    await page.see(/[0-9a-f]{24}/);
  });
});
