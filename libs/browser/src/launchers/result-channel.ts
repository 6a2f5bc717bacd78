import type { Launcher, LauncherResult } from '../launcher.port.js';

/** Passes results of a wrapper to the listeners; the last result without a listener is kept for the first one. */
export interface ResultChannel {
  readonly emit: (result: LauncherResult) => void;
  readonly onResult: Launcher['onResult'];
}

/** Makes the channel of one launcher. */
export function createResultChannel(): ResultChannel {
  const listeners = new Set<(result: LauncherResult) => void>();
  let unheard: LauncherResult | undefined;
  return {
    emit: (result) => {
      if (listeners.size === 0) unheard = result;
      for (const listener of [...listeners]) listener(result);
    },
    onResult: (listener) => {
      listeners.add(listener);
      if (unheard) listener(unheard);
      unheard = undefined;
      return () => listeners.delete(listener);
    },
  };
}
