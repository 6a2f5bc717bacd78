import { EventEmitter } from 'node:events';
import {
  createUniAppLauncher,
  createUniAppState,
  type UniApp,
  type UniPlus,
} from '../../src/launchers/uni-app.js';
import type { Opened, PhoneMaker } from '../phone.js';
import { WrapperSource } from '../wrapper-source.js';

const runtime = new WrapperSource('uni-app-vue2', 'dist/index.v3.js');
runtime.relyOnAbsence('Vue 2: uni has no onAppShow', /onAppShow|onAppHide/);
runtime.rely(
  'Vue 2: plus reports when the app goes to the background',
  /plus\.globalEvent\.addEventListener\('(pause)'/,
);
runtime.rely('Vue 2: … and when it returns', /plus\.globalEvent\.addEventListener\('(resume)'/);

/**
 * uni-app: `plus` and `uni` are its runtime. What `plus.share` does is native code that is not published, so it
 * behaves as its documentation says.
 */
export const uniAppPhones: PhoneMaker[] = ([3, 2] as const).map((vue) => ({
  name: `uni-app (Vue ${vue})`,
  swallowsSendFailure: true,
  create: ({ installed = true, sends = true, lacksModule, coldAnswer }) => {
    const opened: Opened[] = [];
    const emitter = new EventEmitter();
    const runtime = { arguments: coldAnswer ?? '' };
    const weixin = {
      id: 'weixin',
      nativeClient: installed,
      launchMiniProgram: ({ id, path, type }: { id: string; path: string; type: number }) => {
        if (sends) opened.push({ userName: id, path, type });
      },
    };
    const plus: UniPlus = {
      share: { getServices: (onSuccess) => onSuccess([{ id: 'qq' }, weixin]) },
      runtime,
      globalEvent: {
        addEventListener: (event, listener) => void emitter.on(event, listener),
        removeEventListener: (event, listener) => void emitter.off(event, listener),
      },
    };
    const uni: UniApp = {
      onAppShow: (listener) => void emitter.on('resume', listener),
      onAppHide: (listener) => void emitter.on('pause', listener),
      offAppShow: (listener) => void emitter.off('resume', listener),
      offAppHide: (listener) => void emitter.off('pause', listener),
    };
    const present = lacksModule ? undefined : plus;
    return {
      launcher: createUniAppLauncher(present),
      appState: createUniAppState(vue === 3 ? uni : {}, present),
      opened,
      setInFront: (inFront) => void emitter.emit(inFront ? 'resume' : 'pause'),
      deliver: (extMsg) => {
        runtime.arguments = extMsg;
        emitter.emit('newintent');
      },
      // The app is not notified.
      fail: () => undefined,
      createSurroundings: () => ({ globals: { uni: vue === 3 ? uni : {}, plus } }),
    };
  },
}));
