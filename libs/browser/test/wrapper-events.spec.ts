import { describe, expect, test } from '@jest/globals';
import { createExpoLauncher, type ExpoWechatResponse } from '../src/launchers/expo.js';
import { createNativeWechatLauncher } from '../src/launchers/native-wechat.js';
import {
  createReactNativeAppState,
  createReactNativeLauncher,
  type WechatResponse,
} from '../src/launchers/react-native.js';
import type { LauncherResult } from '../src/index.js';

const request = { userName: 'gh_a781a791e29e', path: '/routes/explore?x', miniProgramType: 0 } as const;

describe('events that are not of a login', () => {
  test('a shared message on Android is no answer', () => {
    const listeners = new Map<string, (response: WechatResponse) => void>();
    const addListener = (event: string, listener: (response: WechatResponse) => void) =>
      listeners.set(event, listener);
    const wechat = { isWXAppInstalled: () => Promise.resolve(true), addListener };
    const launcher = createReactNativeLauncher(wechat, { launchMiniProgram: () => undefined });
    const results: LauncherResult[] = [];
    launcher.onResult((result) => results.push(result));
    listeners.get('SendMessageToWX.Resp')?.({ errCode: 0 });
    expect(results).toStrictEqual([]);
    listeners.get('SendMessageToWX.Resp')?.({ country: 'code=400' });
    expect(results).toStrictEqual([{ extMsg: 'code=400' }]);
  });

  test('a payment is no answer', () => {
    let tell: (response: ExpoWechatResponse) => void = () => undefined;
    const module = { addListener: (_: string, listener: typeof tell) => (tell = listener) };
    const wechat = { isWechatInstalled: () => Promise.resolve(), launchMiniProgram: () => Promise.resolve() };
    const results: LauncherResult[] = [];
    createExpoLauncher(wechat, module).onResult((result) => results.push(result));
    tell({ type: 'PayResp', errorCode: 0, data: {} });
    expect(results).toStrictEqual([]);
  });

  test('a prompt over the app is no way out of it', () => {
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
      createNativeWechatLauncher({
        isWechatInstalled: () => Promise.resolve(true),
        launchMiniProgram: unregistered,
      }),
    ],
  ])('%s ends in launch_failed', async (_, launcher) => {
    await expect(launcher.launch(request)).rejects.toMatchObject({ code: 'launch_failed' });
  });

  test('react-native-wechat-lib ends in launch_failed', async () => {
    const isWXAppInstalled = () => Promise.reject(new Error('registerApp required.'));
    const native = {
      launchMiniProgram: (_: unknown, callback: (error: string) => void) => callback('not registered'),
    };
    const launcher = createReactNativeLauncher({ isWXAppInstalled, addListener: () => undefined }, native);
    const result = new Promise((resolve) => launcher.onResult(resolve));
    await launcher.launch(request);
    expect(await result).toMatchObject({ error: { code: 'launch_failed' } });
  });
});

function unregisteredListener(): undefined {
  return undefined;
}
