import { EventEmitter } from 'node:events';
import {
  createReactNativeAppState,
  createReactNativeLauncher,
  type ReactNativeWechatLib,
} from '../../src/launchers/react-native.js';
import { loadScript } from '../load-script.js';
import type { Opened, PhoneMaker } from '../phone.js';
import { createReactNativeApp } from './react-native-app.js';

type Callback = (error: unknown, result?: unknown) => void;

const run = await loadScript('./wrappers/node_modules/react-native-wechat-lib/src/index.js', [
  'react-native',
  'events',
]);

/** react-native-wechat-lib: its own JavaScript over native modules that behave as its Java and Objective-C do. */
export const reactNativePhones: PhoneMaker[] = (['ios', 'android'] as const).map((platform) => ({
  name: `react-native (${platform})`,
  create: ({ installed = true, sends = true, coldAnswer }) => {
    const opened: Opened[] = [];
    const DeviceEventEmitter = new EventEmitter();
    const WeChat = {
      registerApp: (...parameters: unknown[]) => (parameters.at(-1) as Callback)(null, true),
      isWXAppInstalled: (callback: Callback) => callback(null, installed),
      launchMiniProgram: (
        data: { userName: string; path: string; miniProgramType: number },
        callback: Callback,
      ) => {
        if (!installed || !sends) return callback(platform === 'ios' ? 'INVOKE_FAILED' : 'invalid argument');
        opened.push({ userName: data.userName, path: data.path, type: data.miniProgramType });
        // Java calls back for a failure only.
        if (platform === 'ios') callback(null);
      },
    };
    const wechat = run({
      'react-native': { DeviceEventEmitter, NativeModules: { WeChat }, Platform: { OS: platform } },
      events: { EventEmitter },
    }) as ReactNativeWechatLib & { registerApp(appId: string): Promise<boolean> };
    void wechat.registerApp('wx0000000000000000');
    const { appState, setInFront } = createReactNativeApp();
    const launcher = createReactNativeLauncher(wechat, WeChat);
    const deliverElsewhere = (extMsg: string) => {
      if (platform === 'ios')
        DeviceEventEmitter.emit('WeChat_Req', { type: 'LaunchFromWX.Req', lang: 'zh', extMsg });
      else
        DeviceEventEmitter.emit('WeChat_Resp', { type: 'SendMessageToWX.Resp', lang: 'zh', country: extMsg });
    };
    if (coldAnswer !== undefined) deliverElsewhere(coldAnswer);
    const respond = (errCode: number, extMsg: string | null) =>
      DeviceEventEmitter.emit('WeChat_Resp', {
        type: 'WXLaunchMiniProgramReq.Resp',
        errCode,
        errStr: null,
        extMsg,
      });
    return {
      launcher,
      appState: createReactNativeAppState(appState),
      opened,
      setInFront,
      deliver: (extMsg) => respond(0, extMsg),
      deliverElsewhere,
      fail: (errCode) => respond(errCode, null),
    };
  },
}));
