import { EventEmitter } from 'node:events';
import {
  createNativeWechatLauncher,
  createReactNativeAppState,
  type NativeWechat,
} from '../../src/launchers/native-wechat.js';
import { loadScript } from '../load-script.js';
import type { Opened, PhoneMaker } from '../phone.js';
import { createReactNativeApp, react } from './react-native-app.js';

type Callback = (error: unknown, result?: unknown) => void;

const run = await loadScript('./wrappers/node_modules/native-wechat/dist/index.mjs', [
  'react-native',
  'react',
]);

/** native-wechat: its own JavaScript over a native module that behaves as its Java and Objective-C do. */
export const nativeWechatPhone: PhoneMaker = {
  name: 'native-wechat',
  losesColdAnswer: true,
  create: ({ installed = true, sends = true }) => {
    const opened: Opened[] = [];
    const emitter = new EventEmitter();
    const Wechat = {
      getConstants: () => ({}),
      registerApp: () => undefined,
      isWechatInstalled: (callback: Callback) => callback(null, installed),
      launchMiniProgram: (
        data: { userName: string; path: string; miniprogramType: number },
        callback: Callback,
      ) => {
        if (!installed || !sends) return callback(true);
        opened.push({ userName: data.userName, path: data.path, type: data.miniprogramType });
        callback(null);
      },
    };
    class NativeEventEmitter {
      addListener(name: string, listener: (event: unknown) => void) {
        emitter.on(name, listener);
        return { remove: () => emitter.off(name, listener) };
      }
    }
    const wechat = run({
      'react-native': { NativeModules: { Wechat }, NativeEventEmitter },
      react,
    }) as NativeWechat & {
      registerApp(request: object): void;
    };
    wechat.registerApp({ appid: 'wx0000000000000000' });
    const { appState, setInFront } = createReactNativeApp();
    const respond = (errorCode: number, data: object) =>
      emitter.emit('NativeWechat_Response', {
        type: 'WXLaunchMiniProgramResp',
        errorCode,
        errorStr: '',
        data,
      });
    return {
      launcher: createNativeWechatLauncher(wechat),
      appState: createReactNativeAppState(appState),
      opened,
      setInFront,
      deliver: (extMsg) => respond(0, { extMsg }),
      fail: (errCode) => respond(errCode, {}),
    };
  },
};
