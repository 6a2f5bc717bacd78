import {
  createCordovaAppState,
  createCordovaLauncher,
  type CordovaWechat,
} from '../../src/launchers/cordova.js';
import { loadScript } from '../load-script.js';
import type { Opened, PhoneMaker } from '../phone.js';

interface Callbacks {
  readonly onSuccess: (result?: unknown) => void;
  readonly onError: (reason: string) => void;
}

const run = await loadScript('./wrappers/node_modules/cordova-plugin-wechat/www/wechat.js', ['cordova/exec']);

/** cordova-plugin-wechat: its own JavaScript over an `exec` that behaves as its Objective-C and Java do. */
export const cordovaPhones: PhoneMaker[] = (['ios', 'android'] as const).map((platform) => ({
  name: `cordova (${platform})`,
  losesColdAnswer: true,
  ...(platform === 'android' && { swallowsSendFailure: true }),
  create: ({ installed = true, sends = true }) => {
    const opened: Opened[] = [];
    let current: Callbacks | undefined;
    const exec = (
      onSuccess: Callbacks['onSuccess'],
      onError: Callbacks['onError'],
      _service: string,
      action: string,
      [data]: [{ userName: string; path: string; miniprogramType: number }],
      // eslint-disable-next-line @typescript-eslint/max-params -- Cordova's own signature
    ) => {
      if (action === 'isWXAppInstalled') return onSuccess(platform === 'ios' ? installed : Number(installed));
      const sent = installed && sends;
      if (sent) opened.push({ userName: data.userName, path: data.path, type: data.miniprogramType });
      // Java does not look at what became of the request.
      if (sent || platform === 'android') current = { onSuccess, onError };
      else onError('打开请求失败');
    };
    const wechat = run({ 'cordova/exec': exec }) as CordovaWechat;
    const page = new EventTarget();
    const take = () => {
      const callbacks = current;
      current = undefined;
      return callbacks;
    };
    return {
      launcher: createCordovaLauncher(wechat),
      appState: createCordovaAppState(page),
      opened,
      setInFront: (inFront) => void page.dispatchEvent(new Event(inFront ? 'resume' : 'pause')),
      deliver: (extMsg) => take()?.onSuccess({ extMsg }),
      fail: (errCode) => take()?.onError(errCode === -2 ? '用户点击取消并返回' : '发送失败'),
    };
  },
}));
