import { EventEmitter } from 'node:events';
import {
  createExpoLauncher,
  createReactNativeAppState,
  type ExpoNativeWechat,
  type ExpoNativeWechatModule,
} from '../../src/launchers/expo.js';
import { loadScript } from '../load-script.js';
import type { Opened, PhoneMaker } from '../phone.js';
import { WrapperSource } from '../wrapper-source.js';
import { loadOrNone } from './native-wechat.js';
import { createReactNativeApp, react } from './react-native-app.js';

const KOTLIN = 'android/src/main/java/expo/modules/nativewechat/';
const javaScript = new WrapperSource('expo-native-wechat', 'build/index.js');
const kotlin = new WrapperSource('expo-native-wechat', `${KOTLIN}ExpoNativeWechatModule.kt`);
const responses = new WrapperSource('expo-native-wechat', `${KOTLIN}NativeWechatRespDataHelper.kt`);
const swift = new WrapperSource('expo-native-wechat', 'ios/ExpoNativeWechatModule.swift');
const iosResponses = new WrapperSource('expo-native-wechat', 'ios/RespDataHelper.m');
const plugin = new WrapperSource('expo-native-wechat', 'app.plugin.js');

const moduleName = kotlin.rely('Android: name of the native module', /Name\("(\w+)"\)/);
swift.rely('iOS: name of the native module', /Name\("ExpoNativeWechat"\)/);
const event = kotlin.rely('Android: event of a result', /sendEvent\("(\w+)", convertedData\)/);
const iosEvent = swift.rely('iOS: event of a result', /sendEvent\("(\w+)", data\)/);
const typeKey = kotlin.rely('Android: parameters', /val miniProgramType = params\.(\w+) val req = WXLaunch/);
swift.rely('iOS: parameters', /UInt32\(params\.miniProgramType\)/);
const type = responses.rely('Android: type of a result', /type = "(WXLaunch\w+)"/);
responses.rely('Android: … never reset', /private var type: String = ""/);
responses.rely(
  'Android: every result of a launch has extMsg, and no other result',
  /== ConstantsAPI\.COMMAND_LAUNCH_WX_MINIPROGRAM\) \{ .*?putString\("extMsg", resp\.extMsg\)/s,
);
iosResponses.rely('iOS: the type is the class of the response', /@"type": NSStringFromClass\(/);
iosResponses.rely('iOS: only a success has extMsg', /if\(!baseResp\.errCode\)\{/);
iosResponses.rely('iOS: … of a launch', /setObject:resp\.extMsg forKey:@"extMsg"/);
kotlin.rely(
  'Android: receives broadcasts of WXEntryActivity once it is registered',
  /registerReceiver\(object/,
);
swift.rely('iOS: observes the app delegate once the module is created', /OnCreate \{ registerResponder\(\)/);
javaScript.rely(
  'returns the result of a launch in `success`',
  /notification\.once\(id, \(error, data\) => \{/,
);
javaScript.relyOnAbsence('never calls onNavBack', /onNavBack/);
plugin.rely('Android: the config plugin writes WXEntryActivity', /'WXEntryActivity\.java'/);
plugin.rely('Android: … and `<queries>`', /"android:name": "com\.tencent\.mm"/);
plugin.relyOnAbsence(
  'iOS: the config plugin sets nothing; set it in the app config',
  /withInfoPlist|LSApplicationQueries/,
);

const run = await loadScript('./wrappers/node_modules/expo-native-wechat/build/index.js', [
  'expo-modules-core',
  'react',
]);

/** expo-native-wechat: its own JavaScript over a native module that behaves as its Kotlin and Swift do. */
export const expoPhones: PhoneMaker[] = (['ios', 'android'] as const).map((platform) => ({
  name: `expo-native-wechat (${platform})`,
  losesColdAnswer: true,
  create: ({ installed = true, sends = true, lacksModule }) => {
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
      launchMiniProgram: (data: Record<string, unknown> & { id: string }) => {
        const success = installed && sends;
        if (success) opened.push({ userName: data.userName, path: data.path, type: data[typeKey] });
        answer(data.id, success);
      },
    };
    class LegacyEventEmitter {
      addListener = module.addListener;
    }
    const requireNativeModule = (name: string) => {
      if (lacksModule || name !== moduleName) throw new Error(`Cannot find native module '${name}'`);
      return module;
    };
    const loadWrapper = () =>
      run({ 'expo-modules-core': { requireNativeModule, LegacyEventEmitter }, react }) as ExpoNativeWechat & {
        registerApp(request: object): Promise<boolean>;
      };
    const load = () => {
      const wechat = loadWrapper();
      void wechat.registerApp({ appid: 'wx0000000000000000', universalLink: 'https://app.example.com/' });
      return wechat;
    };
    const { appState, setInFront } = createReactNativeApp();
    let stale = '';
    const respond = (own: string, errorCode: number, data: object) => {
      if (platform === 'ios' || own === type) stale = own;
      emitter.emit(platform === 'ios' ? iosEvent : event, { type: stale, errorCode, errorStr: '', data });
    };
    return {
      launcher: createExpoLauncher(
        loadOrNone(load),
        lacksModule ? null : (module as unknown as ExpoNativeWechatModule),
      ),
      appState: createReactNativeAppState(appState),
      opened,
      setInFront,
      deliver: (extMsg) => respond(type, 0, { extMsg }),
      answerShare: (errorCode) => respond('SendMessageToWXResp', errorCode, {}),
      fail: (errorCode) => respond(type, errorCode, platform === 'ios' ? {} : { extMsg: null }),
      createSurroundings: () => ({
        imports: {
          'expo-native-wechat': loadWrapper(),
          'expo-modules-core': { requireOptionalNativeModule: requireNativeModule },
          'react-native': { AppState: appState },
        },
      }),
    };
  },
}));
