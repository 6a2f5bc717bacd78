import { EventEmitter } from 'node:events';
import {
  createReactNativeAppState,
  createReactNativeLauncher,
  type NativeCallback,
  type NativeWechatLib,
  type WechatResponse,
} from '../../src/launchers/react-native.js';
import type { Opened, PhoneMaker } from '../phone.js';
import { WrapperSource } from '../wrapper-source.js';
import { createReactNativeApp } from './react-native-app.js';

const javaScript = new WrapperSource('react-native-wechat-lib', 'src/index.js');
const java = new WrapperSource(
  'react-native-wechat-lib',
  'android/src/main/java/com/wechatlib/WeChatLibModule.java',
);
const objectiveC = new WrapperSource('react-native-wechat-lib', 'ios/WechatLib.mm');

javaScript.rely(
  'its JavaScript accepts only two names of the native module',
  /let \{ WeChat, WechatLib \} = NativeModules;/,
);
javaScript.rely('… and throws without either', /= wrapRegisterApp\(WeChat\.registerApp\);/);

const android = {
  module: java.rely('Android: name of the native module', /String getName\(\) \{ return "(\w+)";/),
  event: java.rely('Android: name of the event', /\.emit\("(\w+)", map\);/),
  type: java.rely('Android: type of a result', /putString\("type", "(WXLaunch\w+\.Resp)"\)/),
  shareType: java.rely(
    "Android: type of a share's result",
    /instanceof SendMessageToWX\.Resp\) \{ .*?putString\("type", "(\w+\.Resp)"\)/s,
  ),
  userName: java.rely('Android: parameters', /req\.userName = data\.getString\("(\w+)"\);/),
  path: java.rely('', /req\.path = data\.getString\("(\w+)"\);/),
  programType: java.rely('', /req\.miniprogramType = data\.getInt\("(\w+)"\);/),
};
java.rely('Android: extMsg of a result', /map\.putString\("extMsg", extraData\);/);
java.rely('Android: calls back only for a failure', /if \(!success\) callback\.invoke\(INVALID_ARGUMENT\);/);
java.rely(
  'Android: registers with app id and link',
  /registerApp\(String appid, String universalLink, Callback/,
);
java.rely(
  'Android: returns the API level that WeChat supports',
  /invoke\(null, api\.getWXAppSupportAPI\(\)\)/,
);
java.rely(
  'Android: after a cold start no module receives the result',
  /for \(WeChatLibModule mod : modules\) \{ mod\.api\.handleIntent\(intent, mod\);/,
);

const ios = {
  // RCT_EXPORT_MODULE() without a name: that of the class.
  module: objectiveC.rely(
    'iOS: name of the native module',
    /@implementation (\w+) .*? RCT_EXPORT_MODULE\(\)/s,
  ),
  event: objectiveC.rely(
    'iOS: event of a result',
    /\[self\.bridge\.eventDispatcher sendDeviceEventWithName:(RCTWXEventName) body:body\];/,
  )
    ? new WrapperSource('react-native-wechat-lib', 'ios/WechatLib.h').rely(
        'iOS: name of the event',
        /RCTWXEventName @"(\w+)"/,
      )
    : '',
  type: objectiveC.rely('iOS: type of a result', /body\[@"type"\] = @"(WXLaunch\w+\.Resp)";/),
  shareType: objectiveC.rely(
    "iOS: type of a share's result",
    /SendMessageToWXResp \*r = .*? body\[@"type"\] = @"(\w+\.Resp)";/s,
  ),
  userName: objectiveC.rely('iOS: parameters', /launchMiniProgramReq\.userName = data\[@"(\w+)"\];/),
  path: objectiveC.rely('', /launchMiniProgramReq\.path = data\[@"(\w+)"\];/),
  programType: objectiveC.rely('', /int miniProgramType = \[data\[@"(\w+)"\] integerValue\];/),
};
objectiveC.rely('iOS: extMsg of a result', /body\[@"extMsg"\] = r\.extMsg;/);
objectiveC.rely(
  'iOS: always calls back',
  /completion = \^\( BOOL success \) \{ callback\(@\[success \? \[NSNull null\] : INVOKE_FAILED\]\);/,
);
objectiveC.rely(
  'iOS: observes a notification that React Native posts only to a running app',
  /selector\(handleOpenURL:\) name:@"RCTOpenURLNotification"/,
);
new WrapperSource('react-native-wechat-lib', 'react-native-wechat-lib.podspec').relyOnAbsence(
  "iOS: the podspec does not include WeChat's SDK; add it in the app's Podfile",
  /WechatOpenSDK|vendored_libraries/,
);

/** The old architecture left out the prefix of a native module's name; the new one does not. */
const makers = [
  { name: 'react-native-wechat-lib (ios)', platform: ios, module: ios.module },
  { name: 'react-native-wechat-lib (android)', platform: android, module: android.module },
  {
    name: 'react-native-wechat-lib (android, old architecture)',
    platform: android,
    module: android.module.replace(/^RCT/, ''),
  },
];

/** react-native-wechat-lib: native modules that behave as its Java and Objective-C do. */
export const reactNativePhones: PhoneMaker[] = makers.map(({ name, platform, module }) => ({
  name,
  losesColdAnswer: true,
  create: ({ installed = true, sends = true, lacksModule }) => {
    const opened: Opened[] = [];
    const events = new EventEmitter();
    const native: NativeWechatLib = {
      registerApp: (_appId, _link, callback) => callback(null, true),
      isWXAppInstalled: (callback) => callback(null, installed),
      isWXAppSupportApi: (callback) =>
        callback(null, platform === ios ? installed : installed ? 671_000_000 : 0),
      launchMiniProgram: (data: object, callback: NativeCallback) => {
        if (!installed || !sends) return callback(platform === ios ? 'INVOKE_FAILED' : 'invalid argument');
        const values = data as Record<string, unknown>;
        const { userName, path, programType } = platform;
        opened.push({ userName: values[userName], path: values[path], type: values[programType] });
        if (platform === ios) callback(null);
      },
    };
    const { appState, setInFront } = createReactNativeApp();
    const app = { appId: 'wx0000000000000000', universalLink: 'https://app.example.com/' };
    const launcher = createReactNativeLauncher(lacksModule ? {} : { [module]: native }, events, app);
    const respond = (response: WechatResponse) => void events.emit(platform.event, response);
    return {
      launcher,
      appState: createReactNativeAppState(appState),
      opened,
      setInFront,
      deliver: (extMsg) => respond({ type: platform.type, errCode: 0, extMsg }),
      answerShare: (errCode) => respond({ type: platform.shareType, errCode }),
      fail: (errCode) => respond({ type: platform.type, errCode, extMsg: null }),
      createSurroundings: () => ({
        imports: {
          'react-native': {
            NativeModules: lacksModule ? {} : { [module]: native },
            DeviceEventEmitter: events,
            AppState: appState,
          },
        },
      }),
    };
  },
}));
