import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createExpoLauncher, type ExpoWechatResponse } from '../src/launchers/expo.js';
import { createNativeWechatLauncher } from '../src/launchers/native-wechat.js';
import {
  createReactNativeAppState,
  createReactNativeLauncher,
  type NativeCallback,
} from '../src/launchers/react-native.js';
import type { LauncherResult } from '../src/index.js';

const app = { appId: 'wx0000000000000000', universalLink: 'https://app.example.com/' };
const request = { userName: 'gh_a781a791e29e', path: '/routes/explore?x', miniProgramType: 0 } as const;

describe('events that belong to no login', () => {
  test('a payment is no result of a login', () => {
    let tell: (response: ExpoWechatResponse) => void = () => undefined;
    const module = { addListener: (_: string, listener: typeof tell) => (tell = listener) };
    const wechat = { isWechatInstalled: () => Promise.resolve(), launchMiniProgram: () => Promise.resolve() };
    const results: LauncherResult[] = [];
    createExpoLauncher(wechat, module).onResult((result) => results.push(result));
    tell({ type: 'PayResp', errorCode: 0, data: {} });
    // Android leaves the type of an earlier answer in place.
    tell({ type: 'WXLaunchMiniProgramResp', errorCode: -2, data: {} });
    expect(results).toStrictEqual([]);
  });

  test('a prompt over the app does not leave it', () => {
    let tell: (state: string) => void = () => undefined;
    const addEventListener = (_: string, listener: typeof tell) => {
      tell = listener;
      return { remove: () => undefined };
    };
    const changes: boolean[] = [];
    createReactNativeAppState({ addEventListener }).onChange((inFront) => changes.push(inFront));
    for (const state of ['inactive', 'active', 'inactive', 'background', 'inactive', 'active']) tell(state);
    expect(changes).toStrictEqual([true, false, true]);
  });
});

describe('a wrapper that was not set up', () => {
  const unregistered = () => {
    throw new Error('Please register SDK before invoking launchMiniProgram');
  };

  test.each([
    [
      'expo-native-wechat',
      createExpoLauncher(
        { isWechatInstalled: unregistered, launchMiniProgram: unregistered },
        { addListener: unregisteredListener },
      ),
    ],
    [
      'native-wechat',
      createNativeWechatLauncher(
        { isWechatInstalled: () => Promise.resolve(true), launchMiniProgram: unregistered },
        { addListener: unregisteredListener },
      ),
    ],
  ])('%s ends in launch_failed', async (_, launcher) => {
    await expect(launcher.launch(request)).rejects.toMatchObject({ code: 'launch_failed' });
  });

  test('react-native-wechat-lib ends in launch_failed', async () => {
    const refuse = (...parameters: unknown[]) =>
      (parameters.at(-1) as NativeCallback)('registerApp required.');
    const native = {
      registerApp: refuse,
      isWXAppInstalled: refuse,
      isWXAppSupportApi: refuse,
      launchMiniProgram: refuse,
    };
    const launcher = createReactNativeLauncher(
      { RCTWeChat: native },
      { addListener: unregisteredListener },
      app,
    );
    const result = new Promise((resolve) => launcher.onResult(resolve));
    await launcher.launch(request);
    expect(await result).toMatchObject({ error: { code: 'launch_failed' } });
  });
});

function unregisteredListener(): undefined {
  return undefined;
}

describe('isAvailable', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test('is false after two seconds where the wrapper never responds', async () => {
    const isWechatInstalled = () => new Promise(() => undefined);
    const wechat = { isWechatInstalled, launchMiniProgram: isWechatInstalled };
    const asked = createExpoLauncher(wechat, { addListener: unregisteredListener }).isAvailable();
    await jest.advanceTimersByTimeAsync(2000);
    expect(await asked).toBe(false);
    expect(jest.getTimerCount()).toBe(0);
  });

  test.each([
    ['Android, a WeChat that can open mini programs', 620_757_000, true],
    ['Android, an older one', 620_756_999, false],
    ['iOS, a WeChat that knows the SDK', true, true],
    ['iOS, an older one', false, false],
  ])('%s: %s', async (_, api, expected) => {
    const native = {
      registerApp: () => undefined,
      isWXAppInstalled: (callback: NativeCallback) => callback(null, true),
      isWXAppSupportApi: (callback: NativeCallback) => callback(null, api),
      launchMiniProgram: () => undefined,
    };
    const launcher = createReactNativeLauncher(
      { WeChat: native },
      { addListener: unregisteredListener },
      app,
    );
    expect(await launcher.isAvailable()).toBe(expected);
  });
});
