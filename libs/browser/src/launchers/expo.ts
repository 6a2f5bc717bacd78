import type { LaunchRequest } from '@app2wxapp/core';
import type { Launcher } from '../launcher.port.js';
import { createLaunchError, explainLaunchFailure } from './launch-error.js';
import { createResultChannel } from './result-channel.js';

export { createReactNativeAppState, type ReactNativeAppState } from './react-native-app-state.js';

/** What is used of `expo-native-wechat` 0.2. */
export interface ExpoNativeWechat {
  isWechatInstalled(): Promise<unknown>;
  launchMiniProgram(request: LaunchRequest): Promise<unknown>;
}

/** What is used of the native module behind it. */
export interface ExpoNativeWechatModule {
  addListener(event: 'ResponseFromNotification', listener: (response: ExpoWechatResponse) => void): unknown;
}

/** An event of the native module. */
export interface ExpoWechatResponse {
  readonly type?: string;
  readonly errorCode?: number;
  readonly data?: { readonly extMsg?: string | null } | null;
}

/**
 * Makes the launcher for `expo-native-wechat`. Wait for the wrapper's `registerApp` first.
 *
 * The wrapper never calls `onNavBack`, and its promise resolves at once, with `success: false` when WeChat did not
 * open: so the native module's event is heard.
 *
 * @param wechat the whole of `expo-native-wechat`
 * @param module `requireNativeModule('ExpoNativeWechat')` of `expo-modules-core`
 * @see https://github.com/Hector-Chong/expo-native-wechat
 */
export function createExpoLauncher(wechat: ExpoNativeWechat, module: ExpoNativeWechatModule): Launcher {
  const { emit, onResult } = createResultChannel();
  module.addListener('ResponseFromNotification', (response) => {
    const { type, errorCode = 0, data } = response;
    if (type !== 'WXLaunchMiniProgramResp') return;
    emit(errorCode === 0 ? { extMsg: data?.extMsg } : { error: createLaunchError(response, errorCode) });
  });
  return {
    launch: async (request) => {
      const opened = await attempt(() => wechat.launchMiniProgram({ ...request }));
      if (opened.success === true) return;
      throw await explainLaunchFailure(
        opened,
        async () => (await attempt(() => wechat.isWechatInstalled())).success,
      );
    },
    onResult,
  };
}

/** The wrapper answers `{ success }`, or throws before it is registered. */
async function attempt(call: () => Promise<unknown>): Promise<{ readonly success?: unknown }> {
  try {
    return Object(await call()) as { readonly success?: unknown };
  } catch (cause) {
    return { cause } as object;
  }
}
