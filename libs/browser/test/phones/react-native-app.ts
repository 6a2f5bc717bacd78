import { EventEmitter } from 'node:events';
import type { ReactNativeAppState } from '../../src/launchers/react-native.js';

/** `AppState` of React Native, which says `inactive` on every way out and in, as iOS does. */
export function createReactNativeApp() {
  const emitter = new EventEmitter();
  const appState: ReactNativeAppState = {
    addEventListener: (type, listener) => {
      emitter.on(type, listener);
      return { remove: () => emitter.off(type, listener) };
    },
  };
  const setInFront = (inFront: boolean) => {
    emitter.emit('change', 'inactive');
    emitter.emit('change', inFront ? 'active' : 'background');
  };
  return { appState, setInFront };
}

/** Just enough of React for the hooks that wrappers define. */
export const react = { useState: () => [], useEffect: () => undefined };
