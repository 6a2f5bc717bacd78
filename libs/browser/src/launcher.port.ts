import type { App2WxappError, LaunchRequest } from '@app2wxapp/core';

/** Result of a launch: the mini program's extMsg, or the reason that WeChat did not open. */
export type LauncherResult =
  | {
      /** extMsg as it was delivered, not validated; `undefined` or empty when the user returned without one. */
      readonly extMsg: unknown;
    }
  /** Reason that WeChat did not open. */
  | { readonly error: App2WxappError };

/**
 * Opens a mini program through one of the wrappers of WeChat's SDK, and receives its results. It validates nothing: a
 * result may be late, duplicated, of another login, or missing.
 *
 * Create one launcher when the app starts and keep it: a result that arrives before the first listener is kept for it,
 * so that the result of a cold start is not lost.
 */
export interface Launcher {
  /**
   * Returns whether a login can be offered: the wrapper's native module is present, WeChat is installed and, where
   * the wrapper reports it, new enough. It resolves within two seconds, with `false` when the wrapper does not
   * respond. Never rejects.
   *
   * Call it after the setup of the wrapper, and show the button only when it returns `true`: app stores reject apps
   * that ask for another app which the phone lacks.
   */
  isAvailable(): Promise<boolean>;
  /**
   * Passes the request to WeChat. It resolves when WeChat has it, not when the user returns.
   *
   * @throws {App2WxappError} `wechat_not_installed`, `launch_failed`
   */
  launch(request: LaunchRequest): Promise<void>;
  /**
   * Listens to results on every channel of the wrapper. What `listener` throws is ignored, since a login may wait for
   * the same result.
   *
   * @returns a function that stops
   */
  onResult(listener: (result: LauncherResult) => void): () => void;
}
