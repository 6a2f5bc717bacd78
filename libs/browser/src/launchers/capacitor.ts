import type { LaunchRequest } from '@app2wxapp/core';
import type { AppState } from '../app-state.port.js';
import type { Launcher } from '../launcher.port.js';
import { askAvailability } from './ask-availability.js';
import { createLaunchError, explainLaunchFailure } from './launch-error.js';
import { createResultChannel } from './result-channel.js';

/** `CapacitorWechat` of `@capgo/capacitor-wechat` 8, as far as it is used. */
export interface CapacitorWechat {
  /** Returns whether WeChat is installed. */
  isInstalled(): Promise<{ readonly installed: boolean }>;
  /** Opens a mini program; resolves when the user returns. */
  openMiniProgram(options: {
    readonly username: string;
    readonly path: string;
    readonly type: number;
  }): Promise<{ readonly extMsg?: string }>;
}

/** `App` of `@capacitor/app`, as far as it is used. */
export interface CapacitorApp {
  /** Listens to an event of the app. */
  addListener(event: 'pause' | 'resume', listener: () => void): Promise<{ remove(): unknown }>;
}

const IOS_CANCELLED = 'User cancelled the WeChat operation.';
const USER_CANCELLED = -2;

/**
 * Creates the launcher for `@capgo/capacitor-wechat`. Call the plugin's `initialize` first.
 *
 * The plugin's promise covers launch and result: it settles when the user returns, and a new launch rejects the
 * promise of the previous launch. Android has the result code, iOS a text only. On iOS the plugin receives results by
 * universal links only after the change of the app delegate that the guide shows.
 *
 * @param wechat `CapacitorWechat`
 * @see https://github.com/Cap-go/capacitor-wechat
 */
export function createCapacitorLauncher(wechat: CapacitorWechat): Launcher {
  const { emit, onResult } = createResultChannel();
  let newest: object | undefined;
  const explain = (cause: unknown) => {
    const { code, message } = Object(cause) as { readonly code?: unknown; readonly message?: unknown };
    const known = code ?? (message === IOS_CANCELLED ? USER_CANCELLED : undefined);
    if (known !== undefined) return createLaunchError(cause, known);
    return explainLaunchFailure(cause, async () => (await wechat.isInstalled()).installed);
  };
  const open = async (request: LaunchRequest) => {
    const { userName: username, path, miniProgramType: type } = request;
    try {
      const answer: unknown = await wechat.openMiniProgram({ username, path, type });
      const { extMsg } = Object(answer) as { readonly extMsg?: string };
      emit({ extMsg });
    } catch (cause) {
      const error = await explain(cause);
      if (newest === request) emit({ error });
    }
  };
  return {
    isAvailable: () => askAvailability(async () => (await wechat.isInstalled()).installed),
    launch: (request) => {
      newest = request;
      void open(request);
      return Promise.resolve();
    },
    onResult,
  };
}

/**
 * Creates the app state of a Capacitor app.
 *
 * @param app `App` of `@capacitor/app`
 * @see https://capacitorjs.com/docs/apis/app
 */
export function createCapacitorAppState(app: CapacitorApp): AppState {
  return {
    onChange: (listener) => {
      const handles = [
        app.addListener('pause', () => listener(false)),
        app.addListener('resume', () => listener(true)),
      ].map((handle) => handle.catch(() => undefined));
      return () => {
        // A missing plugin rejects, which must not end the login.
        for (const handle of handles) handle.then((subscription) => subscription?.remove()).catch(() => {});
      };
    },
  };
}
