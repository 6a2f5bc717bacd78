import type { AppState } from '../app-state.port.js';

/** React Native's `AppState`, as far as it is used. */
export interface ReactNativeAppState {
  /** Listens to the changes of the app's state. */
  addEventListener(type: 'change', listener: (state: string) => void): { remove(): void };
}

/**
 * Creates the app state of a React Native app. `inactive` counts as foreground: iOS reports it while a prompt is open.
 *
 * @param appState `AppState` of `react-native`
 * @see https://reactnative.dev/docs/appstate
 */
export function createReactNativeAppState(appState: ReactNativeAppState): AppState {
  return {
    onChange: (listener) => {
      const subscription = appState.addEventListener('change', (state) => {
        if (state === 'active' || state === 'background') listener(state === 'active');
      });
      return () => subscription.remove();
    },
  };
}
