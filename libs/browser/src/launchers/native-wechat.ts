import type { LaunchRequest } from '@app2wxapp/core';
import type { Launcher } from '../launcher.port.js';
import { askAvailability } from './ask-availability.js';
import { createLaunchError, createMissingWrapperError, explainLaunchFailure } from './launch-error.js';
import { createResultChannel } from './result-channel.js';

export { createReactNativeAppState, type ReactNativeAppState } from './react-native-app-state.js';

/** `native-wechat` 1, as far as it is used. */
export interface NativeWechat {
  /** Returns whether WeChat is installed. */
  isWechatInstalled(): Promise<unknown>;
  /** Opens a mini program. */
  launchMiniProgram(request: NativeWechatRequest): Promise<unknown>;
}

/** Launch in the form of `native-wechat`. */
export interface NativeWechatRequest extends Omit<LaunchRequest, 'miniProgramType'> {
  /** Build of the mini program: a value of `MINI_PROGRAM_TYPE`. */
  readonly miniprogramType: number;
}

/** `NativeEventEmitter` of the wrapper's native module, as far as it is used. */
export interface NativeWechatEvents {
  /** Listens to an event of the module. */
  addListener(event: 'NativeWechat_Response', listener: (response: NativeWechatResponse) => void): unknown;
}

/** Event of the native module. */
export interface NativeWechatResponse {
  /** Kind of the event; on Android that of an earlier response, when this one is of a share or failed. */
  readonly type?: string;
  /** Result code of WeChat's SDK; 0 is a success. */
  readonly errorCode?: number;
  /** Result of a launch. */
  readonly data?: { readonly extMsg?: string | null } | null;
}

/**
 * Creates the launcher for `native-wechat`. Call the wrapper's `registerApp` first.
 *
 * The wrapper's `onNavBack` is not used: on Android a share's response replaces the launch's. The launcher listens to
 * the native module's event; only events with an `extMsg` belong to a launch. A failure after the launch has none, so
 * it counts as a return without a result.
 *
 * @param wechat the module namespace of `native-wechat`; `undefined` where importing it fails
 * @param events `new NativeEventEmitter(NativeModules.Wechat)` of `react-native`
 * @throws {App2WxappError} each launch: `wechat_not_installed`, `launch_failed`
 * @see https://github.com/Hector-Chong/native-wechat
 */
export function createNativeWechatLauncher(
  wechat: NativeWechat | undefined,
  events: NativeWechatEvents | undefined,
): Launcher {
  const { onResult, requireSetUp } = createResultChannel((emit) => {
    if (!wechat || !events) return createMissingWrapperError('native-wechat');
    events.addListener('NativeWechat_Response', (response) => {
      const { type, errorCode = 0, data } = Object(response) as NativeWechatResponse;
      if (type !== 'WXLaunchMiniProgramResp' || data?.extMsg === undefined) return;
      emit(errorCode === 0 ? { extMsg: data.extMsg } : { error: createLaunchError(response, errorCode) });
    });
    return undefined;
  });
  return {
    isAvailable: () =>
      askAvailability(async () => {
        requireSetUp();
        return Boolean(await wechat?.isWechatInstalled());
      }),
    launch: async ({ userName, path, miniProgramType: miniprogramType }) => {
      requireSetUp();
      try {
        await wechat?.launchMiniProgram({ userName, path, miniprogramType });
      } catch (cause) {
        throw await explainLaunchFailure(cause, async () => wechat?.isWechatInstalled());
      }
    },
    onResult,
  };
}
