import type { LaunchRequest } from '@app2wxapp/core';
import type { Launcher } from '../launcher.port.js';
import { askAvailability } from './ask-availability.js';
import { createLaunchError, createMissingWrapperError, explainLaunchFailure } from './launch-error.js';
import { createResultChannel } from './result-channel.js';

export { createReactNativeAppState, type ReactNativeAppState } from './react-native-app-state.js';

/** A callback of the native module. */
export type NativeCallback = (error?: unknown, result?: unknown) => void;

/** The native module of `react-native-wechat-lib` 3, as far as it is used. */
export interface NativeWechatLib {
  registerApp(appId: string, universalLink: string, callback: NativeCallback): void;
  isWXAppInstalled(callback: NativeCallback): void;
  isWXAppSupportApi(callback: NativeCallback): void;
  launchMiniProgram(request: LaunchRequest, callback: NativeCallback): void;
}

/** `NativeModules` of `react-native`, of which only this is read. */
export interface ReactNativeModules {
  /** Android with the old architecture, which leaves out the prefix. */
  readonly WeChat?: NativeWechatLib | null;
  /** iOS. */
  readonly WechatLib?: NativeWechatLib | null;
  /** Android with the new architecture. */
  readonly RCTWeChat?: NativeWechatLib | null;
}

/** `DeviceEventEmitter` of `react-native`, as far as it is used. */
export interface ReactNativeEvents {
  addListener(event: 'WeChat_Resp', listener: (response: WechatResponse) => void): unknown;
}

/** An event of the native module. */
export interface WechatResponse {
  readonly type?: string;
  readonly errCode?: number;
  readonly extMsg?: string | null;
}

/** The app's registration at WeChat. */
export interface ReactNativeWechatApp {
  /** `wx…`, of the Open Platform. */
  readonly appId: string;
  /** As on the Open Platform, with a slash at the end. Android ignores it. */
  readonly universalLink: string;
}

/** `Build.LAUNCH_MINIPROGRAM_SUPPORTED_SDK_INT` of WeChat's SDK for Android. */
const LAUNCH_MINI_PROGRAM_API = 620_757_000;

/**
 * Creates the launcher for `react-native-wechat-lib`, and registers the app at WeChat.
 *
 * The wrapper's JavaScript is not used. It throws when it is imported under React Native's new architecture on
 * Android, where its native module has another name; its promise hides a launch that fails, never settles after a
 * back gesture, and one answer resolves all that are pending.
 *
 * @param modules `NativeModules` of `react-native`
 * @param events `DeviceEventEmitter` of `react-native`
 * @see https://github.com/little-snow-fox/react-native-wechat-lib
 */
export function createReactNativeLauncher(
  modules: ReactNativeModules,
  events: ReactNativeEvents,
  app: ReactNativeWechatApp,
): Launcher {
  const { WeChat, WechatLib, RCTWeChat } = Object(modules) as ReactNativeModules;
  const native = (WeChat || WechatLib || RCTWeChat) as NativeWechatLib;
  const { emit, onResult, requireSetUp } = createResultChannel((hear) => {
    if (!native) return createMissingWrapperError('react-native-wechat-lib');
    events.addListener('WeChat_Resp', (response) => {
      const { type, errCode = 0, extMsg } = Object(response) as WechatResponse;
      if (type !== 'WXLaunchMiniProgramReq.Resp') return;
      hear(errCode === 0 ? { extMsg } : { error: createLaunchError(response, errCode) });
    });
    // What became of it, the launch reports.
    native.registerApp(app.appId, app.universalLink, () => {});
    return undefined;
  });
  return {
    isAvailable: () =>
      askAvailability(async () => {
        requireSetUp();
        return (await isInstalled(native)) && (await isSupported(native));
      }),
    launch: async (request) => {
      requireSetUp();
      native.launchMiniProgram({ ...request }, (cause) => {
        // Android calls back for a failure only.
        if (!cause) return;
        void explainLaunchFailure(cause, () => isInstalled(native)).then((error) => emit({ error }));
      });
      return Promise.resolve();
    },
    onResult,
  };
}

async function isInstalled(native: NativeWechatLib): Promise<boolean> {
  return Boolean(await call((callback) => native.isWXAppInstalled(callback)));
}

/** iOS answers yes or no, Android the API level of the WeChat that is installed. */
async function isSupported(native: NativeWechatLib): Promise<boolean> {
  const supported = Number(await call((callback) => native.isWXAppSupportApi(callback)));
  return supported === 1 || supported >= LAUNCH_MINI_PROGRAM_API;
}

function call(method: (callback: NativeCallback) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    method((error, result) => (error ? reject(new Error('refused', { cause: error })) : resolve(result)));
  });
}
