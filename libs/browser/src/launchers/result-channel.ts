import type { App2WxappError } from '@app2wxapp/core';
import { ignoreFailure } from '../ignore-failure.js';
import type { Launcher, LauncherResult } from '../launcher.port.js';
import { createLaunchFailure } from './launch-error.js';

/**
 * Channel that passes results of a wrapper to the listeners; the last result without a listener is kept for the first
 * one.
 */
export interface ResultChannel {
  /** Passes a result to the listeners. */
  readonly emit: (result: LauncherResult) => void;
  /** Listens to results; see `Launcher.onResult`. */
  readonly onResult: Launcher['onResult'];
  /** Requires that the setup succeeded, before WeChat is opened. @throws {App2WxappError} `launch_failed` */
  readonly requireSetUp: () => void;
}

/**
 * Creates the channel of one launcher.
 *
 * @param setUp connects the wrapper, or returns or throws the reason of a failure, which the next launch reports:
 *   the app's start must not fail
 * @throws {App2WxappError} `requireSetUp` alone: `launch_failed`, with that reason
 */
export function createResultChannel(
  setUp?: (emit: ResultChannel['emit']) => App2WxappError | undefined,
): ResultChannel {
  const listeners = new Set<(result: LauncherResult) => void>();
  let unheard: LauncherResult | undefined;
  let failed: App2WxappError | undefined;
  const emit = (result: LauncherResult) => {
    if (listeners.size === 0) unheard = result;
    for (const listener of [...listeners]) void ignoreFailure(() => listener(result));
  };
  try {
    failed = setUp?.(emit);
  } catch (cause) {
    failed = createLaunchFailure(cause);
  }
  return {
    emit,
    requireSetUp: () => {
      if (failed) throw failed;
    },
    onResult: (listener) => {
      listeners.add(listener);
      if (unheard) listener(unheard);
      unheard = undefined;
      return () => listeners.delete(listener);
    },
  };
}
