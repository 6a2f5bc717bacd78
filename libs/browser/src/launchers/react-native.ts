import type { LaunchRequest } from '@app2wxapp/core';
import type { Launcher } from '../launcher.port.js';
import { createLaunchError, explainLaunchFailure } from './launch-error.js';
import { createResultChannel } from './result-channel.js';

export { createReactNativeAppState, type ReactNativeAppState } from './react-native-app-state.js';

/** What is used of `react-native-wechat-lib` 3. */
export interface ReactNativeWechatLib {
  isWXAppInstalled(): Promise<boolean>;
  addListener(event: string, listener: (response: WechatResponse) => void): unknown;
}

/** An event of `react-native-wechat-lib`. */
export interface WechatResponse {
  readonly errCode?: number;
  readonly extMsg?: string | null;
  /** Android delivers a cold start's extMsg here. */
  readonly country?: string | null;
}

/** What is used of the native module behind it. */
export interface NativeWechatLib {
  launchMiniProgram(request: LaunchRequest, callback: (error?: unknown) => void): void;
}

/**
 * Makes the launcher for `react-native-wechat-lib`. Call the wrapper's `registerApp` first.
 *
 * The wrapper's own `launchMiniProgram` is not used: its promise hides a launch that fails, never settles after a back
 * gesture, and one answer resolves all that are pending. The native module is called, and its events are heard.
 *
 * @param wechat the whole of `react-native-wechat-lib`
 * @param native `NativeModules.WeChat ?? NativeModules.WechatLib`
 * @see https://github.com/little-snow-fox/react-native-wechat-lib
 */
export function createReactNativeLauncher(wechat: ReactNativeWechatLib, native: NativeWechatLib): Launcher {
  const { emit, onResult } = createResultChannel();
  wechat.addListener('WXLaunchMiniProgramReq.Resp', (response) => {
    const { errCode = 0, extMsg } = response;
    emit(errCode === 0 ? { extMsg } : { error: createLaunchError(response, errCode) });
  });
  wechat.addListener('LaunchFromWX.Req', ({ extMsg }) => emit({ extMsg }));
  wechat.addListener('SendMessageToWX.Resp', ({ country }) => {
    // The same event tells of a shared message, without a text.
    if (country) emit({ extMsg: country });
  });
  return {
    launch: (request) =>
      new Promise((resolve) => {
        native.launchMiniProgram({ ...request }, (cause) => {
          if (!cause) return;
          void explainLaunchFailure(cause, () => wechat.isWXAppInstalled()).then((error) => emit({ error }));
        });
        // Android calls back for a failure only.
        resolve();
      }),
    onResult,
  };
}
