import type { LaunchRequest } from '@app2wxapp/core';
import type { Launcher } from '../launcher.port.js';
import { askAvailability } from './ask-availability.js';
import { createLaunchError, createMissingWrapperError, explainLaunchFailure } from './launch-error.js';
import { createResultChannel } from './result-channel.js';

export { createReactNativeAppState, type ReactNativeAppState } from './react-native-app-state.js';

/** Callback of the native module. */
export type NativeCallback = (error?: unknown, result?: unknown) => void;

/** Native module of `react-native-wechat-lib` 3, as far as it is used. */
export interface NativeWechatLib {
  /** Registers the app at WeChat. */
  registerApp(appId: string, universalLink: string, callback: NativeCallback): void;
  /** Calls back with whether WeChat is installed. */
  isWXAppInstalled(callback: NativeCallback): void;
  /** Calls back with the support of launches: yes or no on iOS, WeChat's API level on Android. */
  isWXAppSupportApi(callback: NativeCallback): void;
  /** Opens a mini program; Android calls back for a failure only. */
  launchMiniProgram(request: LaunchRequest, callback: NativeCallback): void;
}

/** `NativeModules` of `react-native`, of which only these are read. */
export interface ReactNativeModules {
  /** Module on Android with the old architecture, which drops the prefix. */
  readonly WeChat?: NativeWechatLib | null;
  /** Module on iOS. */
  readonly WechatLib?: NativeWechatLib | null;
  /** Module on Android with the new architecture. */
  readonly RCTWeChat?: NativeWechatLib | null;
}

/** `DeviceEventEmitter` of `react-native`, as far as it is used. */
export interface ReactNativeEvents {
  /** Listens to an event of the native module. */
  addListener(event: 'WeChat_Resp', listener: (response: WechatResponse) => void): unknown;
}

/** Event of the native module. */
export interface WechatResponse {
  /** Kind of the event. */
  readonly type?: string;
  /** Result code of WeChat's SDK; 0 is a success. */
  readonly errCode?: number;
  /** extMsg of a launch. */
  readonly extMsg?: string | null;
}

/** Registration of the app at WeChat. */
export interface ReactNativeWechatApp {
  /** AppID of the app on the Open Platform: `wx…`. */
  readonly appId: string;
  /** Universal link as on the Open Platform, with a trailing slash. Android ignores it. */
  readonly universalLink: string;
}

/** `Build.LAUNCH_MINIPROGRAM_SUPPORTED_SDK_INT` of WeChat's SDK for Android. */
const LAUNCH_MINI_PROGRAM_API = 620_757_000;

/**
 * Creates the launcher for `react-native-wechat-lib`, and registers the app at WeChat.
 *
 * The wrapper's JavaScript is not used. It throws when it is imported under React Native's new architecture on
 * Android, where its native module has another name; its promise hides a launch that fails, never settles after a
 * back gesture, and one result resolves all pending promises.
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
    // The next launch reports a failure.
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

/** Returns whether WeChat supports launches: iOS returns yes or no, Android the API level of the installed WeChat. */
async function isSupported(native: NativeWechatLib): Promise<boolean> {
  const supported = Number(await call((callback) => native.isWXAppSupportApi(callback)));
  return supported === 1 || supported >= LAUNCH_MINI_PROGRAM_API;
}

function call(method: (callback: NativeCallback) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    method((error, result) => (error ? reject(new Error('failed')) : resolve(result)));
  });
}
