import type { LaunchRequest } from '@app2wxapp/core';
import type { AppState } from '../app-state.port.js';
import type { Launcher } from '../launcher.port.js';
import { askAvailability } from './ask-availability.js';
import { createLaunchError } from './launch-error.js';
import { createResultChannel } from './result-channel.js';

/** Phone that shows the app and WeChat on one page, as the simulator does. */
export interface SimulatedPhone {
  /** Opens the mini program over the app, at once; throws on failure. */
  openMiniProgram(request: LaunchRequest): void;
  /** Calls `listener` when the app returns to the foreground; without `extMsg` after the back gesture. */
  onArrival(listener: (arrival: { readonly extMsg?: string }) => void): () => void;
}

/**
 * Creates the launcher of the simulator.
 *
 * @throws {App2WxappError} each launch: `launch_failed`
 * @example
 * const launcher = createSimulatorLauncher(phone);
 * await login({ launcher, appState: createSimulatorAppState(phone), userPoolId, userName, exchange });
 */
export function createSimulatorLauncher(phone: SimulatedPhone): Launcher {
  const { onResult, requireSetUp } = createResultChannel((emit) => {
    phone.onArrival(({ extMsg }) => {
      // The back gesture has no extMsg: the app state reports it.
      if (extMsg !== undefined) emit({ extMsg });
    });
    return undefined;
  });
  return {
    isAvailable: () =>
      askAvailability(() => {
        requireSetUp();
        return true;
      }),
    launch: (request) =>
      new Promise<void>((resolve) => {
        requireSetUp();
        phone.openMiniProgram(request);
        resolve();
      }).catch((cause: unknown) => {
        throw createLaunchError(cause);
      }),
    onResult,
  };
}

/** Creates the app state of the simulator's phone: a return without `extMsg` is the back gesture. */
export function createSimulatorAppState(phone: SimulatedPhone): AppState {
  return {
    onChange: (listener) =>
      phone.onArrival(() => {
        // The phone does not report when the app is left.
        listener(false);
        listener(true);
      }),
  };
}
