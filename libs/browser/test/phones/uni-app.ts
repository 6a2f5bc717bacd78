import { EventEmitter } from 'node:events';
import {
  createUniAppLauncher,
  createUniAppState,
  type UniApp,
  type UniPlus,
} from '../../src/launchers/uni-app.js';
import type { Opened, PhoneMaker } from '../phone.js';

/** uni-app: `plus` and `uni` are its runtime, so these behave as their documentation says. */
export const uniAppPhone: PhoneMaker = {
  name: 'uni-app',
  swallowsSendFailure: true,
  create: ({ installed = true, sends = true, coldAnswer }) => {
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
      globalEvent: { addEventListener: (event, listener) => void emitter.on(event, listener) },
    };
    const uni: UniApp = {
      onAppShow: (listener) => void emitter.on('show', listener),
      onAppHide: (listener) => void emitter.on('hide', listener),
      offAppShow: (listener) => void emitter.off('show', listener),
      offAppHide: (listener) => void emitter.off('hide', listener),
    };
    return {
      launcher: createUniAppLauncher(plus),
      appState: createUniAppState(uni),
      opened,
      setInFront: (inFront) => void emitter.emit(inFront ? 'show' : 'hide'),
      deliver: (extMsg) => {
        runtime.arguments = extMsg;
        emitter.emit('newintent');
      },
      // Nothing tells the app.
      fail: () => undefined,
    };
  },
};
