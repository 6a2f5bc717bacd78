import type { AppState } from '../app-state.port.js';
import type { Launcher } from '../launcher.port.js';
import { askAvailability, askWrapper } from './ask-availability.js';
import { createLaunchError, createMissingWrapperError, createNotInstalledError } from './launch-error.js';
import { createResultChannel } from './result-channel.js';

/** Global `Wechat` of `cordova-plugin-wechat` 2, as far as it is used. */
export interface CordovaWechat {
  /** Calls back with whether WeChat is installed. */
  isInstalled(onSuccess: (installed: boolean | number) => void, onError: (reason: unknown) => void): void;
  /** Opens a mini program; calls back with its result. */
  openMiniProgram(
    params: { readonly userName: string; readonly path: string; readonly miniprogramType: number },
    onSuccess: (data?: { readonly extMsg?: string | null }) => void,
    onError: (reason: unknown) => void,
  ): void;
}

/** Global `document` of the page, as far as it is used. */
export interface CordovaDocument {
  /** Listens to `pause` and `resume`. */
  addEventListener(event: 'pause' | 'resume', listener: () => void): void;
  /** Stops listening. */
  removeEventListener(event: 'pause' | 'resume', listener: () => void): void;
}

// The plugin reports failures by these texts, without codes, on both platforms.
const CODES: Readonly<Record<string, number>> = { 用户点击取消并返回: -2, 微信不支持: -5 };

/**
 * Creates the launcher for `cordova-plugin-wechat`. Call it after `deviceready`.
 *
 * The plugin has one callback for all calls, so only the newest launch receives a result. On Android it does not
 * report that WeChat is missing or did not open: the launcher checks for WeChat before, and later failures end in the
 * login's timeout.
 *
 * @param wechat the global `Wechat`; `undefined` where the plugin is missing
 * @throws {App2WxappError} each launch: `wechat_not_installed`, `launch_failed`
 * @see https://github.com/xu-li/cordova-plugin-wechat
 */
export function createCordovaLauncher(wechat: CordovaWechat | undefined): Launcher {
  const { emit, onResult } = createResultChannel();
  let newest: object | undefined;
  const isInstalled = async () =>
    Boolean(await new Promise<unknown>((resolve, reject) => wechat?.isInstalled(resolve, reject)));
  return {
    isAvailable: () => askAvailability(async () => wechat && (await isInstalled())),
    launch: async (request) => {
      if (!wechat) throw createMissingWrapperError('cordova-plugin-wechat');
      newest = request;
      if (!(await askWrapper(isInstalled).catch(() => true))) throw createNotInstalledError();
      const { userName, path, miniProgramType: miniprogramType } = request;
      wechat.openMiniProgram(
        { userName, path, miniprogramType },
        (data) => emit({ extMsg: data?.extMsg }),
        (reason) => {
          if (newest === request) emit({ error: createLaunchError(reason, CODES[String(reason)]) });
        },
      );
    },
    onResult,
  };
}

/**
 * Creates the app state of a Cordova app.
 *
 * @param document the page's `document`
 * @see https://cordova.apache.org/docs/en/latest/cordova/events/events.html
 */
export function createCordovaAppState(document: CordovaDocument): AppState {
  return {
    onChange: (listener) => {
      const onPause = () => listener(false);
      const onResume = () => listener(true);
      document.addEventListener('pause', onPause);
      document.addEventListener('resume', onResume);
      return () => {
        document.removeEventListener('pause', onPause);
        document.removeEventListener('resume', onResume);
      };
    },
  };
}
