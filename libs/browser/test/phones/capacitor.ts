import { EventEmitter } from 'node:events';
import {
  createCapacitorAppState,
  createCapacitorLauncher,
  type CapacitorApp,
  type CapacitorWechat,
} from '../../src/launchers/capacitor.js';
import { loadScript } from '../load-script.js';
import type { Opened, PhoneMaker } from '../phone.js';
import { WrapperSource } from '../wrapper-source.js';

interface Call {
  resolve(result: { extMsg?: string }): void;
  reject(error: unknown): void;
}

const NAME = '@capgo/capacitor-wechat';
const IOS = 'ios/Sources/CapacitorWechatPlugin/';
const ANDROID = 'android/src/main/java/ee/forgr/plugin/capacitor_wechat/';
const plugin = new WrapperSource(NAME, `${IOS}CapacitorWechatPlugin.swift`);
const operations = new WrapperSource(NAME, `${IOS}CapacitorWechat+Operations.swift`);
const models = new WrapperSource(NAME, `${IOS}WechatModels.swift`);
const delegate = new WrapperSource(NAME, `${IOS}CapacitorWechat+WXApiDelegate.swift`);
const java = new WrapperSource(NAME, `${ANDROID}CapacitorWechatPlugin.java`);
const gradle = new WrapperSource(NAME, 'android/build.gradle');
const proxy = new WrapperSource('@capacitor/ios', 'Capacitor/Capacitor/CAPApplicationDelegateProxy.swift');
const scene = new WrapperSource('@capacitor/ios', 'Capacitor/Capacitor/CAPSceneDelegateProxy.swift');

const heard = plugin.rely(
  'iOS: observes this notification for universal links',
  /selector\(handleContinueUserActivity\(_:\)\), name: Notification\.Name\("(\w+)"\)/,
);
plugin.rely('iOS: … and reads this key of its object', /object\["(userActivity)"\] as\? NSUserActivity/);
proxy.rely(
  'iOS: Capacitor posts another one',
  /post\(name: \.(capacitorOpenUniversalLink), object: \[ "url": url/,
);
proxy.relyOnAbsence('iOS: … and not that one', new RegExp(heard || '.'));
scene.relyOnAbsence('iOS: … nor for a scene', new RegExp(heard || '.'));
const usernameKey = plugin.rely('iOS: parameters', /guard let username = call\.getString\("(\w+)"\)/);
plugin.rely('iOS: extMsg of a result', /payload\["extMsg"\] = extMsg/);
const cancelled = models.rely('iOS: text of a cancellation', /case \.userCancelled: return "([^"]+)"/);
const sendFailed = models.rely('iOS: text of a failed launch', /case \.requestFailed: return "([^"]+)"/);
const notInstalled = models.rely(
  'iOS: text of a missing WeChat',
  /case \.wechatNotInstalled: return "([^"]+)"/,
);
operations.rely(
  'iOS: a new launch cancels the previous one',
  /existingCompletion\(\.failure\(WechatError\.userCancelled\)\) NSLog\("CapacitorWechat: Replaced stale mini program/,
);
delegate.rely(
  'iOS: delivers a result only to a pending call',
  /guard let completion = miniProgramCompletion else \{ return \}/,
);
const androidUsername = java.rely('Android: parameters', /String username = call\.getString\("(\w+)"\);/);
java.rely(
  'Android: delivers a result only to a pending call',
  /if \(pending == null\) \{ Log\.w\(TAG, "No pending call/,
);
java.rely(
  'Android: a failure has this code',
  /pending\.reject\("User cancelled", String\.valueOf\(resp\.errCode\)\)/,
);
const superseded = java.rely(
  'Android: a new launch rejects the previous one',
  /existingCall\.reject\("([^"]+)"\)/,
);
gradle.rely(
  "Android: does not export WeChat's SDK, which the app's WXEntryActivity needs",
  /implementation "com\.tencent\.mm\.opensdk:([\w.:-]+)"/,
);
new WrapperSource(NAME, `${ANDROID}WechatResponseActivity.java`).rely(
  'Android: the app extends this class as WXEntryActivity',
  /public class (WechatResponseActivity) extends Activity/,
);

const run = await loadScript('./wrappers/node_modules/@capgo/capacitor-wechat/dist/esm/index.js', []);

const makers = [
  { name: 'capacitor-wechat (ios)', platform: 'ios', hears: true },
  { name: 'capacitor-wechat (ios, app delegate unchanged)', platform: 'ios', hears: false },
  { name: 'capacitor-wechat (android)', platform: 'android', hears: true },
] as const;

/** @capgo/capacitor-wechat on @capacitor/core: their own JavaScript over a plugin that behaves as its Swift and Java do. */
export const capacitorPhones: PhoneMaker[] = makers.map(({ name, platform, hears }) => ({
  name,
  losesColdAnswer: true,
  ...(!hears && { hearsNothing: true }),
  create: ({ installed = true, sends = true, lacksModule }) => {
    const opened: Opened[] = [];
    let pending: Call | undefined;
    // iOS rejects with a text, Android with the code as a string where WeChat gave one.
    const refuse = (message: string, errCode?: number) =>
      Object.assign(
        new Error(message),
        platform === 'android' && errCode !== undefined && { code: String(errCode) },
      );
    const take = () => {
      const call = pending;
      pending = undefined;
      return call;
    };
    const methods = {
      initialize: () => Promise.resolve(),
      isInstalled: () => Promise.resolve({ installed }),
      openMiniProgram: (data: Record<string, unknown>) =>
        new Promise<{ extMsg?: string }>((resolve, reject) => {
          if (!installed) return reject(refuse(notInstalled));
          take()?.reject(refuse(platform === 'ios' ? cancelled : superseded));
          if (!sends) return reject(refuse(sendFailed));
          pending = { resolve, reject };
          const userName = data[platform === 'ios' ? usernameKey : androidUsername];
          opened.push({ userName, path: data.path, type: data.type });
        }),
    };
    const header = {
      name: 'CapacitorWechat',
      methods: Object.keys(methods).map((method) => ({ name: method, rtype: 'promise' })),
    };
    // What the native runtime puts into the WebView before any script runs.
    const webView = {
      ...(platform === 'ios' ? { webkit: { messageHandlers: { bridge: {} } } } : { androidBridge: {} }),
      Capacitor: {
        PluginHeaders: lacksModule ? [] : [header],
        nativePromise: (_plugin: string, method: keyof typeof methods, options: never) =>
          methods[method](options),
      },
    };
    const { CapacitorWechat } = run({}, webView) as { CapacitorWechat: CapacitorWechat };
    const emitter = new EventEmitter();
    const app: CapacitorApp = {
      addListener: (event, listener) => {
        emitter.on(event, listener);
        return Promise.resolve({ remove: () => emitter.off(event, listener) });
      },
    };
    return {
      launcher: createCapacitorLauncher(CapacitorWechat),
      appState: createCapacitorAppState(app),
      opened,
      setInFront: (inFront) => void emitter.emit(inFront ? 'resume' : 'pause'),
      deliver: (extMsg) => void (hears && take()?.resolve({ extMsg })),
      // Each kind of call has a place of its own.
      answerShare: () => undefined,
      fail: (errCode) =>
        void (hears && take()?.reject(refuse(platform === 'ios' ? cancelled : 'User cancelled', errCode))),
      createSurroundings: () => ({
        imports: { '@capgo/capacitor-wechat': { CapacitorWechat }, '@capacitor/app': { App: app } },
      }),
    };
  },
}));
