import { EventEmitter } from 'node:events';
import {
  createCapacitorAppState,
  createCapacitorLauncher,
  type CapacitorApp,
  type CapacitorWechat,
} from '../../src/launchers/capacitor.js';
import { loadScript } from '../load-script.js';
import type { Opened, PhoneMaker } from '../phone.js';

const IOS_CANCELLED = 'User cancelled the WeChat operation.';

interface Call {
  resolve(result: { extMsg?: string }): void;
  reject(error: unknown): void;
}

const run = await loadScript('@capgo/capacitor-wechat', []);

/** @capgo/capacitor-wechat on @capacitor/core: their own JavaScript over a plugin that behaves as its Swift and Java do. */
export const capacitorPhones: PhoneMaker[] = (['ios', 'android'] as const).map((platform) => ({
  name: `capacitor (${platform})`,
  losesColdAnswer: true,
  create: ({ installed = true, sends = true }) => {
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
    const plugin = {
      isInstalled: () => Promise.resolve({ installed }),
      openMiniProgram: (data: { username: string; path: string; type: number }) =>
        new Promise<{ extMsg?: string }>((resolve, reject) => {
          if (!installed) return reject(refuse('WeChat is not installed on this device.'));
          take()?.reject(
            refuse(
              platform === 'ios'
                ? 'User cancelled the WeChat operation.'
                : 'Request superseded by new request',
            ),
          );
          if (!sends) return reject(refuse('Failed to send request to WeChat.'));
          pending = { resolve, reject };
          opened.push({ userName: data.username, path: data.path, type: data.type });
        }),
    };
    // What the native runtime puts into the WebView before any script runs.
    const webView = {
      ...(platform === 'ios' ? { webkit: { messageHandlers: { bridge: {} } } } : { androidBridge: {} }),
      Capacitor: {
        PluginHeaders: [
          {
            name: 'CapacitorWechat',
            methods: Object.keys(plugin).map((name) => ({ name, rtype: 'promise' })),
          },
        ],
        nativePromise: (_plugin: string, method: keyof typeof plugin, options: never) =>
          plugin[method](options),
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
      deliver: (extMsg) => take()?.resolve({ extMsg }),
      fail: (errCode) =>
        take()?.reject(refuse(platform === 'ios' ? IOS_CANCELLED : 'User cancelled', errCode)),
    };
  },
}));
