import type { App2WxappError, LaunchRequest } from '@app2wxapp/core';

/** Result of a launch: the mini program's extMsg, or the reason that WeChat did not open. */
export type LauncherResult =
  | {
      /** As it was delivered, not judged; `undefined` or empty when the user came back without one. */
      readonly extMsg: unknown;
    }
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
   * Returns whether a login can be offered: the wrapper's native module is there, WeChat is installed and, where the
   * wrapper can tell, new enough. Answers within two seconds, `false` when the wrapper does not. Never rejects.
   *
   * Call it after the wrapper was set up, and show the button only where it says `true`: app stores refuse apps that
   * ask for another app which the phone lacks.
   */
  isAvailable(): Promise<boolean>;
  /**
   * Hands the request over to WeChat. Resolves when that is done, not when the user is back.
   *
   * @throws {App2WxappError} `wechat_not_installed`, `launch_failed`
   */
  launch(request: LaunchRequest): Promise<void>;
  /** Listens to whatever comes back, on every channel of the wrapper. Returns the way to stop. */
  onResult(listener: (result: LauncherResult) => void): () => void;
}
