import { EventEmitter } from 'node:events';
import {
  createNativeWechatLauncher,
  createReactNativeAppState,
  type NativeWechat,
  type NativeWechatResponse,
} from '../../src/launchers/native-wechat.js';
import { loadScript } from '../load-script.js';
import type { Opened, PhoneMaker } from '../phone.js';
import { WrapperSource } from '../wrapper-source.js';
import { createReactNativeApp, react } from './react-native-app.js';

type Callback = (error: unknown, result?: unknown) => void;

const JAVA = 'android/src/main/java/com/hector/nativewechat/';
const javaScript = new WrapperSource('native-wechat', 'dist/index.mjs');
const java = new WrapperSource('native-wechat', `${JAVA}NativeWechatModuleImpl.java`);
const responses = new WrapperSource('native-wechat', `${JAVA}NativeWechatRespDataHelper.java`);
const objectiveC = new WrapperSource('native-wechat', 'ios/RTNWechat/RTNWechat.mm');
const objectiveCResponses = new WrapperSource('native-wechat', 'ios/RTNWechat/RTNWechatRespDataHelper.m');

const module = java.rely('Android: name of the native module', /NAME = "(\w+)";/);
const iosModule = objectiveC.rely('iOS: name of the native module', /RCT_EXPORT_MODULE\((\w+)\)/);
const event = java.rely('Android: name of the event', /\.emit\("(\w+)", convertedData\);/);
const iosEvent = objectiveC.rely('iOS: name of the event', /sendEventWithName:@"(\w+)" body:convertedData/);
const typeKey = java.rely(
  'Android: parameters',
  /int (?:\w+) = request\.getInt\("(\w+)"\); WXLaunchMiniProgram\.Req/,
);
objectiveC.rely('iOS: parameters', /valueForKey:@"miniprogramType"\] unsignedIntValue\]; \[WXApi/);
java.rely(
  'Android: WXEntryActivity must send this broadcast',
  /"(com\.hector\.nativewechat\.ACTION_REDIRECT_INTENT)"/,
);
java.rely('Android: … with this extra', /getExtras\(\)\.get\("(intent)"\)/);
java.rely('Android: receives broadcasts once the module is created', /registered = true;/);
java.rely('Android: always calls back', /callback\.invoke\(wxApi\.sendReq\(req\) \? null : true\);/);
new WrapperSource('native-wechat', 'android/src/main/AndroidManifest.xml').relyOnAbsence(
  'Android: the manifest has no `<queries>`; add it in the app',
  /<queries>/,
);
const type = responses.rely('Android: type of a result', /type = "(WXLaunch\w+)";/);
responses.rely('Android: … a static variable that is never reset', /private static String type = "";/);
responses.rely('Android: … and set only for a success', /if \(baseResp\.errCode == 0\) \{/);
responses.rely('Android: only the result of a launch has extMsg', /putString\("extMsg", resp\.extMsg\);/);
objectiveCResponses.rely('iOS: the type is the class of the response', /@"type": NSStringFromClass\(/);
objectiveCResponses.rely(
  'iOS: only the result of a launch has extMsg',
  /setObject:resp\.extMsg forKey:@"extMsg"/,
);
objectiveCResponses.rely('iOS: … and only a success', /if\(!baseResp\.errCode\)\{/);
objectiveC.rely(
  'iOS: observes a notification that React Native posts only to a running app',
  /selector\(handleOpenURL:\) name:@"RCTOpenURLNotification"/,
);
javaScript.rely('registers with an object', /o\.registerApp\(e\)/);
javaScript.rely('looks up the native module at import', /\{ Wechat: o \} = v/);

const run = await loadScript('./wrappers/node_modules/native-wechat/dist/index.mjs', [
  'react-native',
  'react',
]);

/** native-wechat: its own JavaScript over a native module that behaves as its Java and Objective-C do. */
export const nativeWechatPhones: PhoneMaker[] = (['ios', 'android'] as const).map((platform) => ({
  name: `native-wechat (${platform})`,
  losesColdAnswer: true,
  create: ({ installed = true, sends = true, lacksModule }) => {
    const opened: Opened[] = [];
    const emitter = new EventEmitter();
    const native = {
      getConstants: () => ({}),
      registerApp: () => undefined,
      isWechatInstalled: (callback: Callback) => callback(null, installed),
      launchMiniProgram: (data: Record<string, unknown>, callback: Callback) => {
        if (!installed || !sends) return callback(true);
        opened.push({ userName: data.userName, path: data.path, type: data[typeKey] });
        callback(null);
      },
    };
    class NativeEventEmitter {
      addListener(name: string, listener: (response: NativeWechatResponse) => void) {
        emitter.on(name, listener);
        return { remove: () => emitter.off(name, listener) };
      }
    }
    const NativeModules = lacksModule ? {} : { [platform === 'ios' ? iosModule : module]: native };
    const loadWrapper = () =>
      run({ 'react-native': { NativeModules, NativeEventEmitter }, react }) as NativeWechat & {
        registerApp(request: object): void;
      };
    const load = () => {
      const wrapper = loadWrapper();
      wrapper.registerApp({ appid: 'wx0000000000000000', universalLink: 'https://app.example.com/' });
      return wrapper;
    };
    const wechat = loadOrNone(load);
    const { appState, setInFront } = createReactNativeApp();
    let stale = '';
    const respond = (own: string, errorCode: number, data: object) => {
      if (platform === 'ios') stale = own;
      else if (errorCode === 0 && own === type) stale = own;
      emitter.emit(platform === 'ios' ? iosEvent : event, { type: stale, errorCode, errorStr: '', data });
    };
    return {
      launcher: createNativeWechatLauncher(wechat, wechat && new NativeEventEmitter()),
      appState: createReactNativeAppState(appState),
      opened,
      setInFront,
      deliver: (extMsg) => respond(type, 0, { extMsg }),
      answerShare: (errorCode) => respond('SendMessageToWXResp', errorCode, {}),
      fail: (errorCode) => respond(type, errorCode, {}),
      createSurroundings: () => ({
        imports: {
          'native-wechat': loadWrapper(),
          'react-native': { NativeModules, NativeEventEmitter, AppState: appState },
        },
      }),
    };
  },
}));

/** What an app has of a wrapper whose import throws. */
export function loadOrNone<T>(load: () => T): T | undefined {
  try {
    return load();
  } catch {
    return undefined;
  }
}
