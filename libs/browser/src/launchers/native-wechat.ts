import type { LaunchRequest } from '@app2wxapp/core';
import type { Launcher } from '../launcher.port.js';
import { explainLaunchFailure } from './launch-error.js';
import { createResultChannel } from './result-channel.js';

export { createReactNativeAppState, type ReactNativeAppState } from './react-native-app-state.js';

/** What is used of `native-wechat` 1. */
export interface NativeWechat {
  isWechatInstalled(): Promise<unknown>;
  launchMiniProgram(request: NativeWechatRequest): Promise<unknown>;
}

/** A launch as `native-wechat` takes it. */
export interface NativeWechatRequest extends Omit<LaunchRequest, 'miniProgramType'> {
  readonly miniprogramType: number;
  readonly onNavBack: (response: { readonly data?: { readonly extMsg?: string | null } | null }) => void;
}

/**
 * Makes the launcher for `native-wechat`. Call the wrapper's `registerApp` first.
 *
 * The wrapper calls `onNavBack` of the newest launch only, and only when WeChat reports no error; a failure after the
 * launch is therefore noticed as a way back without an answer.
 *
 * @param wechat the whole of `native-wechat`
 * @see https://github.com/Hector-Chong/native-wechat
 */
export function createNativeWechatLauncher(wechat: NativeWechat): Launcher {
  const { emit, onResult } = createResultChannel();
  return {
    launch: async ({ userName, path, miniProgramType }) => {
      try {
        await wechat.launchMiniProgram({
          userName,
          path,
          miniprogramType: miniProgramType,
          onNavBack: (response) => emit({ extMsg: response.data?.extMsg }),
        });
      } catch (cause) {
        throw await explainLaunchFailure(cause, () => wechat.isWechatInstalled());
      }
    },
    onResult,
  };
}
