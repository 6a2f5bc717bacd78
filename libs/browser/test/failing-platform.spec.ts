import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { App2WxappError } from '@app2wxapp/core';
import {
  createLoginSession,
  login,
  type BindingCrypto,
  type Launcher,
  type LoginSessionOptions,
} from '../src/index.js';
import { createCordovaLauncher } from '../src/launchers/cordova.js';
import { createExpoLauncher } from '../src/launchers/expo.js';
import { createNativeWechatLauncher } from '../src/launchers/native-wechat.js';
import { createReactNativeLauncher } from '../src/launchers/react-native.js';
import { createUniAppLauncher } from '../src/launchers/uni-app.js';
import { createCapacitorAppState, createCapacitorLauncher } from '../src/launchers/capacitor.js';

const launch = { userPoolId: 'pool', userName: 'gh_0123456789ab' } as const;
const noEvents = { addListener: () => undefined };
const never = <T>() => new Promise<T>(() => undefined);
const nothing = () => undefined;

const opensNothing: Launcher = {
  isAvailable: () => Promise.resolve(true),
  launch: () => Promise.resolve(),
  onResult: () => nothing,
};

// The platform's own works in a thread, which manual timers do not wait for.
const crypto: BindingCrypto = {
  randomBytes: (length) => new Uint8Array(length),
  sha256: () => new Uint8Array(32),
};

/** A login's outcome: its error, `undefined` while there is none. */
function watch(session: Partial<LoginSessionOptions>, options: object = {}) {
  const seen: { error?: App2WxappError } = {};
  createLoginSession({ launcher: opensNothing, crypto, ...session })
    .launch({ ...launch, ...options })
    .catch((error: App2WxappError) => (seen.error = error));
  return seen;
}

describe('before WeChat is open', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const mute = { getItem: never<null>, setItem: never, removeItem: never };

  test.each<[string, string, Partial<LoginSessionOptions>]>([
    ['a storage', 'storage_failed', { storage: mute }],
    ['a source of random bytes', 'crypto_unavailable', { crypto: { randomBytes: never, sha256: never } }],
    [
      'a digest',
      'crypto_unavailable',
      { crypto: { randomBytes: (length) => new Uint8Array(length), sha256: never } },
    ],
  ])('%s that never responds is an error after ten seconds', async (_name, code, options) => {
    const seen = watch(options);
    await jest.advanceTimersByTimeAsync(9_000);
    expect(seen.error).toBeUndefined();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(seen.error?.code).toBe(code);
  });

  test('a storage that never responds ends resuming a login, too', async () => {
    const resumed = createLoginSession({ launcher: opensNothing, storage: mute }).resume();
    const outcome = expect(resumed).rejects.toMatchObject({ code: 'storage_failed' });
    await jest.advanceTimersByTimeAsync(10_000);
    await outcome;
  });

  const refused = (_request: unknown, callback: (cause: string) => void) => callback('refused');
  const app = { appId: 'wx0123456789abcdef', universalLink: 'https://example.com/' };
  const plus = {
    share: { getServices: nothing },
    runtime: {},
    globalEvent: { addEventListener: nothing, removeEventListener: nothing },
  };

  test.each<[string, Launcher]>([
    [
      'react-native-wechat-lib',
      createReactNativeLauncher(
        {
          WeChat: {
            registerApp: nothing,
            isWXAppInstalled: nothing,
            isWXAppSupportApi: nothing,
            launchMiniProgram: refused,
          },
        },
        noEvents,
        app,
      ),
    ],
    [
      'native-wechat',
      createNativeWechatLauncher(
        { isWechatInstalled: never, launchMiniProgram: () => Promise.reject(new Error('refused')) },
        noEvents,
      ),
    ],
    [
      'expo-native-wechat',
      createExpoLauncher(
        { isWechatInstalled: never, launchMiniProgram: () => Promise.resolve({ success: false }) },
        noEvents,
      ),
    ],
    [
      '@capgo/capacitor-wechat',
      createCapacitorLauncher({
        isInstalled: never,
        openMiniProgram: () => Promise.reject(new Error('refused')),
      }),
    ],
    [
      'cordova-plugin-wechat',
      createCordovaLauncher({
        isInstalled: nothing,
        openMiniProgram: (_request, _onSuccess, onError) => onError('refused'),
      }),
    ],
    ['uni-app', createUniAppLauncher(plus)],
  ])('%s is given two seconds to report whether WeChat is installed', async (_name, launcher) => {
    const seen = watch({ launcher });
    await jest.advanceTimersByTimeAsync(2_000);
    expect(seen.error?.code).toBe('launch_failed');
  });

  test.each<[string, Launcher['isAvailable'] | undefined]>([
    ['never answers', never],
    ['fails', () => Promise.reject(new Error('no'))],
    ['is missing', undefined],
  ])('a launcher of the app’s own whose isAvailable() %s offers no login', async (_how, isAvailable) => {
    const launcher = { ...opensNothing, isAvailable } as Launcher;
    const offered = createLoginSession({ launcher }).isAvailable();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(await offered).toBe(false);
  });
});

describe('a launch that fails without a code of this package', () => {
  const boom = new TypeError('boom');

  test.each<[string, () => never | Promise<never>, unknown]>([
    [
      'throws',
      () => {
        throw boom;
      },
      boom,
    ],
    ['rejects', () => Promise.reject(boom), boom],
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- some native bridges do
    ['rejects with a string', () => Promise.reject('boom'), 'boom'],
  ])('and %s is launch_failed, with the cause', async (_how, open, cause) => {
    const launcher = { ...opensNothing, launch: open };
    await expect(login({ ...launch, launcher })).rejects.toMatchObject({ code: 'launch_failed', cause });
  });
});

describe('options that JavaScript allows', () => {
  test.each([undefined, null, {}, { launcher: undefined }, { launcher: {} }])(
    'a session of %j is rejected when it is created',
    async (options) => {
      const refusal = { code: 'invalid_options', message: expect.stringContaining('launcher') };
      expect(() => createLoginSession(options as never)).toThrow(expect.objectContaining(refusal));
      await expect(login(options as never)).rejects.toMatchObject(refusal);
    },
  );

  test.each([
    ['launcher', ['launch', 'onResult']],
    ['appState', ['onChange']],
    ['storage', ['getItem', 'setItem', 'removeItem']],
    ['exchange', ['exchangeTicket']],
    ['signal', ['addEventListener', 'removeEventListener']],
  ])('%s that lacks any of %j is rejected, and the method is named', async (name, methods) => {
    for (const method of methods) {
      const others = methods.filter((other) => other !== method).map((other) => [other, nothing]);
      for (const lacks of [undefined, null, 'no method']) {
        const part = { ...(Object.fromEntries(others) as object), [method]: lacks };
        await expect(login({ ...launch, launcher: opensNothing, [name]: part })).rejects.toMatchObject({
          code: 'invalid_options',
          message: expect.stringContaining(`"${name}" must have ${method}()`),
        });
      }
    }
    // As of a default import that is none.
    const refused = login({ ...launch, launcher: opensNothing, [name]: { default: {} } });
    await expect(refused).rejects.toMatchObject({ code: 'invalid_options' });
  });

  test('a launch without options names the missing ones', async () => {
    const session = createLoginSession({ launcher: opensNothing });
    await expect(session.launch(undefined as never)).rejects.toMatchObject({ code: 'invalid_launch' });
  });

  test.each(['timeoutMs', 'graceMs'])(
    '%s that no timer accepts is rejected, not run at once',
    async (option) => {
      for (const value of [NaN, Infinity, -1, 2 ** 31, '500', null]) {
        const refused = login({ ...launch, launcher: opensNothing, [option]: value });
        await expect(refused).rejects.toMatchObject({
          code: 'invalid_options',
          message: expect.stringContaining(`"${option}"`),
        });
      }
    },
  );
});

describe('a part of the platform that fails', () => {
  const answering: Launcher = {
    ...opensNothing,
    onResult: (listener) => {
      setTimeout(() => listener({ extMsg: 'code=200&message=m&ticket=t' }), 5);
      return nothing;
    },
  };
  const unbound = { ...launch, launcher: answering, bound: false } as const;
  const boom = () => {
    throw new TypeError('boom');
  };

  test('a value that is no signal ends the login before WeChat opens, and the next one can begin', async () => {
    for (const signal of [{}, 'signal', { aborted: false }] as unknown as AbortSignal[]) {
      await expect(login({ ...unbound, signal })).rejects.toMatchObject({
        code: 'invalid_options',
        message: expect.stringContaining('"signal"'),
      });
      const resumed = createLoginSession({ launcher: opensNothing }).resume({ signal });
      await expect(resumed).rejects.toMatchObject({ code: 'invalid_options' });
      await expect(login(unbound)).resolves.toMatchObject({ ticket: 't' });
    }
  });

  test.each(['exchange', 'storage', 'appState', 'signal'])(
    '%s may be present without a value',
    async (option) => {
      await expect(login({ ...unbound, [option]: undefined })).resolves.toMatchObject({ ticket: 't' });
    },
  );

  test('an app state or a launcher that cannot be listened to is an error with the cause', async () => {
    const failed = { code: 'launch_failed', cause: new TypeError('boom') };
    await expect(login({ ...unbound, appState: { onChange: boom } })).rejects.toMatchObject(failed);
    const launcher = { ...answering, onResult: boom };
    await expect(login({ ...unbound, launcher })).rejects.toMatchObject(failed);
  });

  const rejectBoom = () => Promise.reject(new TypeError('boom'));

  test.each<[string, () => unknown]>([
    ['throws', () => boom],
    ['is not there', nothing],
    ['is a subscription', () => ({ remove: nothing })],
    ['rejects', () => rejectBoom],
    ['is a promise that rejects', rejectBoom],
  ])('a stop function that %s does not undo a login', async (_how, onChange) => {
    const appState = { onChange: onChange as () => () => void };
    await expect(login({ ...unbound, appState })).resolves.toMatchObject({ ticket: 't' });
    // Jest reports a rejection that is not handled.
    await new Promise((resolve) => setTimeout(resolve));
  });

  test.each<[string, () => unknown]>([
    ['throws', boom],
    ['rejects', rejectBoom],
  ])(
    'a listener of the app’s own at the launcher that %s keeps no result from a login',
    async (_how, fail) => {
      const extMsg = 'code=200&message=m&ticket=t';
      const launcher = createCapacitorLauncher({
        isInstalled: () => Promise.resolve({ installed: true }),
        openMiniProgram: () => Promise.resolve({ extMsg }),
      });
      const heard = jest.fn<(result: unknown) => unknown>(fail);
      launcher.onResult(heard);
      await expect(login({ ...unbound, launcher })).resolves.toMatchObject({ ticket: 't' });
      expect(heard).toHaveBeenCalledWith({ extMsg });
      await new Promise((resolve) => setTimeout(resolve));
    },
  );

  const wechatApp = { appId: 'wx0123456789abcdef', universalLink: 'https://example.com/' };
  const wechat = {
    registerApp: boom,
    isWXAppInstalled: boom,
    isWXAppSupportApi: boom,
    launchMiniProgram: boom,
  };

  test.each<[string, () => Launcher]>([
    [
      'react-native, without modules',
      () => createReactNativeLauncher(undefined as never, noEvents, wechatApp),
    ],
    [
      'react-native, without events',
      () => createReactNativeLauncher({ WeChat: wechat }, undefined as never, wechatApp),
    ],
    [
      'react-native, without the app',
      () => createReactNativeLauncher({ WeChat: wechat }, noEvents, undefined as never),
    ],
    [
      'react-native, whose registerApp throws',
      () => createReactNativeLauncher({ WeChat: wechat }, noEvents, wechatApp),
    ],
    ['expo, without a listener', () => createExpoLauncher({} as never, {} as never)],
    ['native-wechat, without a listener', () => createNativeWechatLauncher({} as never, {} as never)],
    ['uni-app, without a runtime', () => createUniAppLauncher({} as never)],
    ['capacitor, without the plugin', () => createCapacitorLauncher(undefined as never)],
    ['cordova, without the plugin', () => createCordovaLauncher(undefined)],
  ])('a launcher of %s lets the app start, and the login reports the reason', async (_name, create) => {
    const launcher = create();
    expect(await launcher.isAvailable()).toBe(false);
    await expect(login({ ...unbound, launcher })).rejects.toMatchObject({ code: 'launch_failed' });
  });

  test('an event without a body is ignored', async () => {
    const heard: ((response: never) => void)[] = [];
    const events = {
      addListener: (_event: string, listener: (response: never) => void) => heard.push(listener),
    };
    createReactNativeLauncher({ WeChat: { ...wechat, registerApp: nothing } }, events, wechatApp);
    createExpoLauncher({} as never, events);
    createNativeWechatLauncher({} as never, events);
    expect(heard).toHaveLength(3);
    for (const listener of heard) expect(() => listener(null as never)).not.toThrow();
  });

  test('a missing plugin for the app state causes no unhandled rejection', async () => {
    const addListener = () => Promise.reject(new Error('"App" plugin is not implemented'));
    const appState = createCapacitorAppState({ addListener });
    await expect(login({ ...unbound, appState })).resolves.toMatchObject({ ticket: 't' });
  });
});
