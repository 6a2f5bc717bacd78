import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { buildLaunchPath, decodeExtMsg, parseExchangeResponse, type LaunchParams } from '@app2wxapp/core';
import { startTemporaryDemo, type DemoPool, type TemporaryDemo } from '@app2wxapp/demo';
import { runPage, type Phone } from './running-page.js';

/** A real one. */
const PICTURE = fileURLToPath(new URL('../../miniprogram/dist/brand/logo.png', import.meta.url));

let demo: TemporaryDemo;
let pool: DemoPool;
let page: ReturnType<typeof runPage>;

beforeAll(async () => {
  demo = await startTemporaryDemo();
  pool = demo.pools[0] as DemoPool;
});

afterAll(() => demo?.remove());

// There is none when the demo did not start.
afterEach(() => (page as typeof page | undefined)?.close());

/** The app opens the mini program: its path arrives at the page as WeChat takes it apart. */
function launch(params: Partial<LaunchParams> = {}, phone: Phone = {}) {
  const path = buildLaunchPath({
    userPoolId: pool.userPoolId,
    getPhone: false,
    useSelfWxapp: false,
    ...params,
  });
  page = runPage(demo, phone);
  page.open(Object.fromEntries(new URLSearchParams(path.split('?')[1])));
}

function post(url: string, body: object, headers: Record<string, string> = {}) {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

function ticketOf(appParameter: string): string {
  const outcome = decodeExtMsg(appParameter);
  if (outcome.status !== 'success')
    throw new Error(`the login ended as ${outcome.status}: ${outcome.message}`);
  return outcome.ticket;
}

async function redeem(ticket: string, more: object = {}) {
  const url = `${demo.authority}/oauth/app2wxapp/auth/${pool.userPoolId}`;
  const response = await post(url, { ticket, secret: pool.secret, ...more });
  return { status: response.status, body: await response.text() };
}

/** What an operator sets; the demo has one authority, so it holds at once. */
async function changePool(settings: object) {
  const { status } = await fetch(`${demo.authority}/admin/pools/${pool.userPoolId}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${demo.operatorToken}` },
    body: JSON.stringify(settings),
  });
  expect(status).toBe(200);
}

/** What the app keeps of a bound launch, and what it sends. */
function createBinding() {
  const codeVerifier = randomBytes(32).toString('base64url');
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
  return { codeVerifier, params: { state: randomBytes(16).toString('base64url'), codeChallenge } };
}

/** What the app's backend asks when the app came back without an answer. */
async function claim({ codeVerifier, params }: ReturnType<typeof createBinding>) {
  const url = `${demo.authority}/oauth/app2wxapp/claim/${pool.userPoolId}`;
  const response = await post(url, { state: params.state, codeVerifier, secret: pool.secret });
  return { status: response.status, body: await response.text() };
}

/** The user agrees and lingers. @returns the first ticket and the one that took its place */
async function renewTicket(): Promise<[first: string, second: string]> {
  await page.until('asking');
  page.tap('agree');
  await page.until('succeeded');
  const first = page.appParameter();
  page.jump(91_000);
  await page.until('succeeded', (appParameter) => appParameter !== first);
  return [ticketOf(first), ticketOf(page.appParameter())];
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 10));

describe('the built page', () => {
  test("logs a user in: the app's backend exchanges the ticket and returns the user", async () => {
    launch();
    await page.until('asking');
    page.tap('agree');
    await page.until('succeeded');
    const ticket = ticketOf(page.appParameter());
    const response = await post(`${demo.backend}/auth/wechat`, { ticket });
    expect(response.status).toBeLessThan(300);
    const { token } = (await response.json()) as { token: string };
    const me = await fetch(`${demo.backend}/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(me.status).toBe(200);
  });

  test('sends the phone number when the user shares it', async () => {
    launch({ getPhone: true }, { openid: 'person-with-a-phone' });
    await page.until('asking');
    await page.sharePhone();
    await page.until('succeeded');
    const { status, body } = await redeem(ticketOf(page.appParameter()));
    expect(parseExchangeResponse(body, status).phone).toMatch(/^\d{6,}$/);
  });

  test('sends the nickname when the pool asks for one and the user enters it', async () => {
    await changePool({ askProfile: true });
    launch();
    await page.until('asking');
    expect(page.view().nicknameLabel).toBe('昵称');
    page.typeNickname(' 小明 ');
    page.tap('agree');
    await page.until('succeeded');
    const { status, body } = await redeem(ticketOf(page.appParameter()));
    expect(parseExchangeResponse(body, status).nickname).toBe('小明');
    await changePool({ askProfile: false });
    launch();
    await page.until('asking');
    expect(page.view().nicknameLabel).toBe('');
  });

  test('drops a nickname that WeChat finds risky, when the pool has nicknames checked', async () => {
    await changePool({ askProfile: true, checkNickname: true });
    const kept: string[] = [];
    for (const nickname of ['小明', '特3456书yuuo莞6543李zxcz蒜7782法fgnv级']) {
      launch();
      await page.until('asking');
      page.typeNickname(nickname);
      page.tap('agree');
      await page.until('succeeded');
      const { status, body } = await redeem(ticketOf(page.appParameter()));
      kept.push(parseExchangeResponse(body, status).nickname);
    }
    expect(kept).toEqual(['小明', '微信用户']);
    await changePool({ askProfile: false, checkNickname: false });
  });

  test('sends a picture: it is the photo of the user, and is served at that address', async () => {
    await changePool({ askProfile: true });
    launch({ getPhone: true }, { openid: 'person-with-a-picture' });
    await page.until('asking');
    expect(page.view().avatarLabel).toBe('头像');
    page.chooseAvatar(PICTURE);
    expect(page.view().avatar).toBe(PICTURE);
    await page.sharePhone();
    await page.until('succeeded');
    expect(page.view().notice).toBe('');
    const { status, body } = await redeem(ticketOf(page.appParameter()));
    const { photo, oauth } = parseExchangeResponse(body, status);
    expect(photo).toMatch(new RegExp(`^${demo.authority}/avatars/[\\w-]{22}$`));
    expect(JSON.parse(oauth)).toMatchObject({ avatarUrl: photo });
    const answer = await fetch(photo);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(readFileSync(PICTURE));
    await changePool({ askProfile: false });
  });

  test('logs in all the same when the chosen file is no picture, and says so', async () => {
    await changePool({ askProfile: true });
    launch();
    await page.until('asking');
    page.chooseAvatar(fileURLToPath(import.meta.url));
    page.tap('agree');
    await page.until('succeeded');
    expect(page.view().notice).toBe('头像没有保存成功，不影响登录。');
    const { status, body } = await redeem(ticketOf(page.appParameter()));
    expect(parseExchangeResponse(body, status).photo).not.toContain('/avatars/');
    await changePool({ askProfile: false });
  });

  test('binds the ticket to the launch: without the verifier it is rejected', async () => {
    const answers: number[] = [];
    for (const isShown of [false, true]) {
      const { params, codeVerifier } = createBinding();
      launch(params);
      await page.until('asking');
      page.tap('agree');
      await page.until('succeeded');
      expect(decodeExtMsg(page.appParameter())).toMatchObject({ state: params.state });
      const { status } = await redeem(ticketOf(page.appParameter()), isShown ? { codeVerifier } : {});
      answers.push(status);
    }
    expect(answers).toEqual([401, 200]);
  });

  test('opens one login for one launch: the replaced ticket is rejected', async () => {
    const binding = createBinding();
    const { codeVerifier } = binding;
    launch(binding.params);
    const [first, second] = await renewTicket();
    expect((await redeem(first, { codeVerifier })).status).toBe(401);
    const { status, body } = await redeem(second, { codeVerifier });
    expect(parseExchangeResponse(body, status).loginsCount).toBe(1);
    expect((await claim(binding)).status).toBe(410);
  });

  test('leaves a login that an app which lost the result can claim, also after the ticket was replaced', async () => {
    const binding = createBinding();
    launch(binding.params);
    await renewTicket();
    const { status, body } = await claim(binding);
    expect({ status, user: parseExchangeResponse(body, status) }).toMatchObject({
      status: 200,
      user: { loginsCount: 1 },
    });
  });

  test('reports a denial to the authority, so that an app which lost the result learns of it', async () => {
    const binding = createBinding();
    launch(binding.params);
    await page.until('asking');
    page.tap('refuse');
    await page.until('denied');
    let answer = await claim(binding);
    while (answer.status === 202) {
      await pause();
      answer = await claim(binding);
    }
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('login_denied');
  });

  test('requests another code from WeChat, unnoticed, when the authority finds the first one used', async () => {
    const response = await post(`${demo.simulator}/__simulator/login-codes`, {});
    const { code } = (await response.json()) as { code: string };
    const tickets = `${demo.authority}/oauth/app2wxapp/tickets/${pool.userPoolId}`;
    expect((await post(tickets, { loginCode: code, scene: 1069 })).status).toBe(201);
    launch({}, { loginCodes: [code] });
    await page.until('asking');
    page.tap('agree');
    await page.until('succeeded');
    expect((await redeem(ticketOf(page.appParameter()))).status).toBe(200);
  });

  test('gets a new ticket, unnoticed, before the first one expires', async () => {
    launch();
    const [, second] = await renewTicket();
    expect((await redeem(second)).status).toBe(200);
  });

  test('returns a denial when the user denies', async () => {
    launch();
    await page.until('asking');
    page.tap('refuse');
    await page.until('denied');
    expect(decodeExtMsg(page.appParameter())).toEqual({ status: 'denied', message: '用户取消授权' });
  });

  test('returns a failure when the pool does not exist', async () => {
    launch({ userPoolId: '0'.repeat(24) });
    await page.until('failed');
    expect(decodeExtMsg(page.appParameter())).toMatchObject({ status: 'failed', code: 2224 });
  });

  test('offers no login to a forged share card', () => {
    launch({}, { scene: 1007 });
    expect(page.view()).toMatchObject({ kind: 'wrong_scene', actions: [] });
  });
});
