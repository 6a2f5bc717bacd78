import {
  createCordovaAppState,
  createCordovaLauncher,
  type CordovaWechat,
} from '../../src/launchers/cordova.js';
import { loadScript } from '../load-script.js';
import type { Opened, PhoneMaker } from '../phone.js';
import { WrapperSource } from '../wrapper-source.js';

interface Callbacks {
  readonly onSuccess: (result?: unknown) => void;
  readonly onError: (reason: string) => void;
}

const NAME = 'cordova-plugin-wechat';
const javaScript = new WrapperSource(NAME, 'www/wechat.js');
const objectiveC = new WrapperSource(NAME, 'src/ios/CDVWechat.m');
const java = new WrapperSource(NAME, 'src/android/Wechat.java');
const activity = new WrapperSource(NAME, 'src/android/EntryActivity.java');
const manifest = new WrapperSource(NAME, 'plugin.xml');

javaScript.rely('is a global variable', /openMiniProgram: function \(params, onSuccess, onError\)/);
const typeKey = objectiveC.rely(
  'iOS: parameters',
  /miniProgramType = \(int\)\[\[params objectForKey:@"(\w+)"\]/,
);
java.rely('Android: parameters', /KEY_ARG_MESSAGE_MEDIA_MINIPROGRAMTYPE = "miniprogramType";/);
const sendFailed = objectiveC.rely(
  'iOS: text of a failed launch',
  /sendReq:launchMiniProgramReq\]\) .*? withMessage:@"([^"]+)"/s,
);
const cancelled = objectiveC.rely('iOS: text of a cancellation', /WXErrCodeUserCancel: message = @"([^"]+)"/);
java.rely('Android: the same', new RegExp(`ERROR_WECHAT_RESPONSE_USER_CANCEL = "${cancelled}"`));
objectiveC.rely('iOS: one callback for every call', /self\.currentCallbackId = command\.callbackId;/);
objectiveC.rely('iOS: a result without extMsg crashes the app', /@"extMsg": extMsg \}/);
objectiveC.rely('iOS: registers without a universal link', /\[WXApi registerApp: appId\];/);
java.rely('Android: one callback for every call', /static CallbackContext currentCallbackContext;/);
java.rely('Android: does not check the result of a launch', /api\.sendReq\(req\); \}catch \(Exception e\)/);
java.rely('Android: returns a number for whether WeChat is installed', /callbackContext\.success\(1\);/);
activity.rely('Android: drops the result after a cold start', /if \(ctx == null\) \{ startMainActivity\(\);/);
activity.rely('Android: extMsg of a result', /response\.put\("extMsg", extraData\);/);
manifest.relyOnAbsence('Android: the manifest has no `<queries>`; add it in config.xml', /<queries>/);

const run = await loadScript('./wrappers/node_modules/cordova-plugin-wechat/www/wechat.js', ['cordova/exec']);

/** cordova-plugin-wechat: its own JavaScript over an `exec` that behaves as its Objective-C and Java do. */
export const cordovaPhones: PhoneMaker[] = (['ios', 'android'] as const).map((platform) => ({
  name: `cordova-plugin-wechat (${platform})`,
  losesColdAnswer: true,
  ...(platform === 'android' && { swallowsSendFailure: true }),
  create: ({ installed = true, sends = true, lacksModule }) => {
    const opened: Opened[] = [];
    let current: Callbacks | undefined;
    const exec = (
      onSuccess: Callbacks['onSuccess'],
      onError: Callbacks['onError'],
      _service: string,
      action: string,
      [data]: [Record<string, unknown>],
      // eslint-disable-next-line @typescript-eslint/max-params -- Cordova's own signature
    ) => {
      if (action === 'isWXAppInstalled') return onSuccess(platform === 'ios' ? installed : Number(installed));
      const sent = installed && sends;
      if (sent) opened.push({ userName: data.userName, path: data.path, type: data[typeKey] });
      // Java does not look at what became of the request.
      if (sent || platform === 'android') current = { onSuccess, onError };
      else onError(sendFailed);
    };
    const wechat = run({ 'cordova/exec': exec }) as CordovaWechat;
    const page = new EventTarget();
    const take = () => {
      const callbacks = current;
      current = undefined;
      return callbacks;
    };
    return {
      launcher: createCordovaLauncher(lacksModule ? undefined : wechat),
      appState: createCordovaAppState(page),
      opened,
      setInFront: (inFront) => void page.dispatchEvent(new Event(inFront ? 'resume' : 'pause')),
      deliver: (extMsg) => take()?.onSuccess({ extMsg }),
      // One callback for all: the share's own has taken the place of the login's.
      answerShare: () => void take(),
      fail: (errCode) => take()?.onError(errCode === -2 ? cancelled : '发送失败'),
      createSurroundings: () => ({ globals: { window: { Wechat: wechat }, document: page } }),
    };
  },
}));
