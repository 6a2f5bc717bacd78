import * as crypto from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeExtMsg, parseLaunchPath, type Ticket } from '@app2wxapp/core';
import { startLoopbackServer, type LoopbackServer } from './loopback-server.js';
import { MemoryStorage } from './memory-storage.js';
import type { Phone, PhoneMaker } from './phone.js';
import { capacitorPhones } from './phones/capacitor.js';
import { cordovaPhones } from './phones/cordova.js';
import { expoPhones } from './phones/expo.js';
import { nativeWechatPhones } from './phones/native-wechat.js';
import { reactNativePhones } from './phones/react-native.js';
import { uniAppPhones } from './phones/uni-app.js';
import { readPageFiles, runGuide } from './run-guide.js';
import { USER } from './sample-user.js';

const USER_POOL_ID = '5e4cdd055df3df65dc58b97d';
const TICKET = 'the-ticket-of-this-login' as Ticket;
const SERVERS = /^https:\/\/(api|login)\.example\.com/;

/** Other packages that the guides name, by what they are documented to do. */
const sha256 = (bytes: Uint8Array | string) => crypto.createHash('sha256').update(bytes).digest();
const PACKAGES = {
  '@react-native-async-storage/async-storage': { __esModule: true, default: new MemoryStorage() },
  'react-native-quick-crypto': { __esModule: true, default: crypto },
  'expo-crypto': {
    CryptoDigestAlgorithm: { SHA256: 'SHA-256' },
    getRandomBytes: (length: number) => new Uint8Array(crypto.randomBytes(length)),
    digest: (algorithm: string, bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest(algorithm, bytes),
  },
  'js-sha256': {
    sha256: { arrayBuffer: (bytes: Uint8Array | string) => new Uint8Array(sha256(bytes)).buffer },
  },
};

let backend: LoopbackServer;
beforeEach(async () => {
  const answers = new Map<string, object>([
    ['/auth/wechat', { user: { _id: USER._id }, token: USER.token }],
    [`/oauth/app2wxapp/auth/${USER_POOL_ID}`, USER],
  ]);
  backend = await startLoopbackServer(({ url }) => {
    const body = answers.get(url);
    return body ? { status: 200, body } : { status: 404, body: {} };
  });
});
afterEach(() => backend.close());

/** Asks the address of the guide at the server that is here. */
async function fetchBackend(url: string, init: RequestInit): Promise<Response> {
  const { origin } = backend;
  const response = await fetch(url.replace(SERVERS, origin), init);
  return new Response(await response.text(), { status: response.status });
}

interface UniRequest {
  readonly url: string;
  readonly method: string;
  readonly data: object;
  readonly success: (response: { statusCode: number; data: unknown }) => void;
  readonly fail: () => void;
}

const storage = new Map<string, string>();
const UNI = {
  getStorageSync: (key: string) => storage.get(key) ?? '',
  setStorageSync: (key: string, value: string) => void storage.set(key, value),
  removeStorageSync: (key: string) => void storage.delete(key),
  getSystemInfoSync: () => ({ platform: 'android' }),
  request: ({ url, method, data, success, fail }: UniRequest) => {
    const headers = { 'content-type': 'application/json' };
    void fetchBackend(url, { method, headers, body: JSON.stringify(data) })
      .then(async (response) => success({ statusCode: response.status, data: await response.json() }))
      .catch(fail);
  },
};
const ANDROID = {
  importClass: () => ({ randomUUID: () => ({ toString: () => crypto.randomUUID() }) }),
};

/** Runs a guide in the app of a phone. What its last line has becomes the result. */
async function start(phone: Phone, files: ReadonlyMap<string, string>) {
  const { imports = {}, globals = {} } = phone.createSurroundings?.() ?? {};
  const loginButton: { hidden?: boolean; onclick?: () => Promise<void> } = {};
  const results: unknown[] = [];
  const surroundings = {
    imports: { ...PACKAGES, ...imports },
    globals: {
      ...globals,
      ...('uni' in globals && {
        uni: { ...UNI, ...(globals.uni as object) },
        plus: { ...(globals.plus as object), android: ANDROID },
      }),
      globalThis: { fetch: fetchBackend },
      localStorage: new MemoryStorage(),
      userPoolId: USER_POOL_ID,
      launcher: phone.launcher,
      appState: phone.appState,
      loginButton,
      report: (result: unknown) => void results.push(result),
    },
  };
  const page = files.has('login-page.ts') ? 'login-page.ts' : 'wechat-login.ts';
  const running = runGuide(files, page, surroundings);
  if (page !== 'login-page.ts') {
    await running;
    (globals.document as EventTarget).dispatchEvent(new Event('deviceready'));
  }
  return { running, results, loginButton };
}

async function until<T>(find: () => T | undefined, running: Promise<void>): Promise<T> {
  let failure: unknown;
  running.catch((error: unknown) => (failure = error));
  for (let turn = 0; turn < 400; turn++) {
    const found = find();
    if (found !== undefined) return found;
    if (failure !== undefined) throw failure as Error;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It did not come within four seconds.');
}

/** The user goes to the mini program, agrees, and comes back. */
async function answer(phone: Phone, running: Promise<void>): Promise<void> {
  const { path } = await until(() => phone.opened[0], running);
  const { state, userPoolId } = parseLaunchPath(path);
  expect([userPoolId, phone.opened[0]?.userName]).toEqual([USER_POOL_ID, 'gh_0123456789ab']);
  phone.setInFront(false);
  phone.setInFront(true);
  phone.deliver(
    encodeExtMsg({ status: 'success', ticket: TICKET, message: '登录成功', ...(state && { state }) }),
  );
}

const readGuide = (guide: string) => readPageFiles(`docs/guides/${guide}.md`);

/** Has the code of a page say what it came to. */
function withReport(
  files: Map<string, string>,
  { file = 'login-page.ts', result = '{ user, token, isOffered }' } = {},
) {
  return files.set('login-page.ts', `${files.get(file)}\nreport(${result});`);
}

/** The guide for React Native with its block for the other wrapper in place of the launcher. */
function readReactNativeWechatLib(): Map<string, string> {
  const files = withReport(readGuide('react-native'));
  const [, ofNativeWechat = ''] =
    / launcher: (createNativeWechatLauncher\(.*\)),$/m.exec(files.get('wechat-login.ts') ?? '') ?? [];
  const page = files
    .get('wechat-login.ts')
    ?.split('\n')
    .filter((line) => !/native-wechat'|^NativeWechat\.|from 'react-native'/.test(line))
    .join('\n')
    .replace(ofNativeWechat, 'launcher')
    .replace(
      'createReactNativeAppState(AppState)',
      "createReactNativeAppState(require('react-native').AppState)",
    );
  const block = files
    .get('block.ts')
    ?.replace('createReactNativeLauncher }', 'createReactNativeAppState, createReactNativeLauncher }');
  return files.set('wechat-login.ts', `${block}\n${page}`);
}

const withoutDeafness = (makers: readonly PhoneMaker[]) => makers.filter(({ hearsNothing }) => !hearsNothing);

const GUIDES: readonly (readonly [string, readonly PhoneMaker[], () => Map<string, string>])[] = [
  ['react-native', nativeWechatPhones, () => withReport(readGuide('react-native'))],
  ['react-native with the other wrapper', reactNativePhones, readReactNativeWechatLib],
  [
    'README',
    nativeWechatPhones,
    () =>
      withReport(readPageFiles('libs/browser/README.md'), {
        file: 'block.ts',
        result: '{ user, token, isOffered: true }',
      }),
  ],
  [
    'direct-mode',
    nativeWechatPhones,
    () =>
      withReport(readGuide('direct-mode'), {
        file: 'log-in.ts',
        result: '{ user: { _id: user._id }, token: user.token, isOffered: true }',
      }),
  ],
  ['expo', expoPhones, () => withReport(readGuide('expo'))],
  ['capacitor', withoutDeafness(capacitorPhones), () => withReport(readGuide('capacitor'))],
  ['cordova', cordovaPhones, () => readGuide('cordova')],
  ['uni-app', uniAppPhones, () => withReport(readGuide('uni-app'))],
];

describe.each(GUIDES)('the code on the page %s', (_guide, makers, read) => {
  test.each(makers.map((maker) => [maker.name, maker] as const))('logs in with %s', async (_name, maker) => {
    const phone = maker.create({});
    const { running, results, loginButton } = await start(phone, read());
    if (loginButton.onclick) {
      await until(() => (loginButton.hidden === false ? true : undefined), running);
      const login = loginButton.onclick();
      await answer(phone, login);
      await login;
    } else {
      await answer(phone, running);
      await running;
      expect(results).toEqual([{ user: { _id: USER._id }, token: USER.token, isOffered: true }]);
    }
    const [request] = backend.received;
    expect(backend.received).toHaveLength(1);
    expect(JSON.parse(request?.body ?? '')).toEqual({
      ticket: TICKET,
      codeVerifier: expect.stringMatching(/^[\w-]{43}$/),
    });
    const { codeVerifier } = JSON.parse(request?.body ?? '') as { codeVerifier: string };
    expect(parseLaunchPath(phone.opened[0]?.path).codeChallenge).toBe(
      sha256(codeVerifier).toString('base64url'),
    );
  });
});
