import type { LaunchRequest } from '@app2wxapp/core';
import type { Launcher } from '../launcher.port.js';
import { askAvailability } from './ask-availability.js';
import { createLaunchError, createMissingWrapperError, explainLaunchFailure } from './launch-error.js';
import { createResultChannel } from './result-channel.js';

export { createReactNativeAppState, type ReactNativeAppState } from './react-native-app-state.js';

/** `expo-native-wechat` 0.2, as far as it is used. */
export interface ExpoNativeWechat {
  /** Returns whether WeChat is installed. */
  isWechatInstalled(): Promise<unknown>;
  /** Opens a mini program; resolves at once with `{ success }`. */
  launchMiniProgram(request: LaunchRequest): Promise<unknown>;
}

/** Native module of `expo-native-wechat`, as far as it is used. */
export interface ExpoNativeWechatModule {
  /** Listens to an event of the module. */
  addListener(event: 'ResponseFromNotification', listener: (response: ExpoWechatResponse) => void): unknown;
}

/** Event of the native module. */
export interface ExpoWechatResponse {
  /** Kind of the event; on Android that of an earlier response, when this one is of a share. */
  readonly type?: string;
  /** Result code of WeChat's SDK; 0 is a success. */
  readonly errorCode?: number;
  /** Result of a launch. */
  readonly data?: { readonly extMsg?: string | null } | null;
}

/**
 * Creates the launcher for `expo-native-wechat`. Wait for the wrapper's `registerApp` first.
 *
 * The wrapper never calls `onNavBack`, and its promise resolves at once, with `success: false` when WeChat did not
 * open, so the launcher listens to the native module's event. Only events with an `extMsg`, even an empty one, belong
 * to a launch.
 *
 * @param wechat the module namespace of `expo-native-wechat`; `undefined` where importing it fails, as in Expo Go
 * @param module `requireOptionalNativeModule('ExpoNativeWechat')` of `expo-modules-core`
 * @throws {App2WxappError} each launch: `wechat_not_installed`, `launch_failed`
 * @see https://github.com/Hector-Chong/expo-native-wechat
 */
export function createExpoLauncher(
  wechat: ExpoNativeWechat | undefined,
  module: ExpoNativeWechatModule | null | undefined,
): Launcher {
  const { onResult, requireSetUp } = createResultChannel((emit) => {
    if (!wechat || !module) return createMissingWrapperError('expo-native-wechat');
    module.addListener('ResponseFromNotification', (response) => {
      const { type, errorCode = 0, data } = Object(response) as ExpoWechatResponse;
      if (type !== 'WXLaunchMiniProgramResp' || data?.extMsg === undefined) return;
      emit(errorCode === 0 ? { extMsg: data.extMsg } : { error: createLaunchError(response, errorCode) });
    });
    return undefined;
  });
  const isInstalled = async () => (await attempt(() => wechat?.isWechatInstalled())).success;
  return {
    isAvailable: () =>
      askAvailability(async () => {
        requireSetUp();
        return isInstalled();
      }),
    launch: async (request) => {
      requireSetUp();
      const opened = await attempt(() => wechat?.launchMiniProgram({ ...request }));
      if (opened.success === true) return;
      throw await explainLaunchFailure(opened, isInstalled);
    },
    onResult,
  };
}

/** Calls the wrapper, which returns `{ success }`, or throws before it is registered. */
async function attempt(call: () => Promise<unknown> | undefined): Promise<{ readonly success?: unknown }> {
  try {
    return Object(await call()) as { readonly success?: unknown };
  } catch (cause) {
    return { cause } as object;
  }
}
