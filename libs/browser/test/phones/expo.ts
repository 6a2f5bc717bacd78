import { EventEmitter } from 'node:events';
import {
  createExpoLauncher,
  createReactNativeAppState,
  type ExpoNativeWechat,
  type ExpoNativeWechatModule,
} from '../../src/launchers/expo.js';
import { loadScript } from '../load-script.js';
import type { Opened, PhoneMaker } from '../phone.js';
import { createReactNativeApp, react } from './react-native-app.js';

const run = await loadScript('./wrappers/node_modules/expo-native-wechat/build/index.js', [
  'expo-modules-core',
  'react',
]);

/** expo-native-wechat: its own JavaScript over a native module that behaves as its Kotlin and Swift do. */
export const expoPhone: PhoneMaker = {
  name: 'expo',
  losesColdAnswer: true,
  create: ({ installed = true, sends = true }) => {
    const opened: Opened[] = [];
    const emitter = new EventEmitter();
    // Events cross the bridge: they come after the call has returned.
    const answer = (id: string, success: boolean) =>
      queueMicrotask(() => emitter.emit('ResponseData', { id, success }));
    const module = {
      addListener: (name: string, listener: (event: unknown) => void) => emitter.on(name, listener),
      getConstants: () => ({}),
      registerApp: ({ id }: { id: string }) => answer(id, true),
      isWechatInstalled: ({ id }: { id: string }) => answer(id, installed),
      launchMiniProgram: (data: { id: string; userName: string; path: string; miniProgramType: number }) => {
        const success = installed && sends;
        if (success) opened.push({ userName: data.userName, path: data.path, type: data.miniProgramType });
        answer(data.id, success);
      },
    };
    class LegacyEventEmitter {
      addListener = module.addListener;
    }
    const wechat = run({
      'expo-modules-core': { requireNativeModule: () => module, LegacyEventEmitter },
      react,
    }) as ExpoNativeWechat & { registerApp(request: object): Promise<boolean> };
    void wechat.registerApp({ appid: 'wx0000000000000000' });
    const { appState, setInFront } = createReactNativeApp();
    const respond = (errorCode: number, data: object) =>
      emitter.emit('ResponseFromNotification', {
        type: 'WXLaunchMiniProgramResp',
        errorCode,
        errorStr: '',
        data,
      });
    return {
      launcher: createExpoLauncher(wechat, module as unknown as ExpoNativeWechatModule),
      appState: createReactNativeAppState(appState),
      opened,
      setInFront,
      deliver: (extMsg) => respond(0, { extMsg }),
      fail: (errCode) => respond(errCode, {}),
    };
  },
};
