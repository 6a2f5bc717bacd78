import { App2WxappError } from '@app2wxapp/core';
import { askWrapper } from './ask-availability.js';

const USER_CANCELLED = -2;
const UNSUPPORTED = -5;

/**
 * Creates the error of a failed wrapper call.
 *
 * @param code the result code of WeChat's SDK, as a number or a string, where the wrapper has one
 * @see https://developers.weixin.qq.com/doc/oplatform/Mobile_App/Launching_a_Mini_Program/Launching_a_Mini_Program.html
 */
export function createLaunchError(cause: unknown, code?: unknown): App2WxappError {
  if (Number(code) === UNSUPPORTED) return createNotInstalledError(cause);
  if (Number(code) === USER_CANCELLED) {
    return new App2WxappError('login_cancelled', 'The user cancelled in WeChat.', { cause });
  }
  return createLaunchFailure(cause);
}

/** Creates the error of a failed launch without a result code of WeChat. */
export function createLaunchFailure(cause: unknown): App2WxappError {
  return new App2WxappError('launch_failed', "WeChat did not open. See your wrapper's checklist.", {
    cause,
  });
}

/** Creates the error of a missing or outdated WeChat. */
export function createNotInstalledError(cause?: unknown): App2WxappError {
  return new App2WxappError('wechat_not_installed', 'WeChat is missing or too old. Offer another login.', {
    cause,
  });
}

/**
 * Creates the error of a failed launch without a result code. Most wrappers report a missing WeChat the same way, so
 * this asks the wrapper whether WeChat is installed, and only after the failure: some wrappers hang or crash before
 * their setup.
 */
export async function explainLaunchFailure(
  cause: unknown,
  isInstalled: () => Promise<unknown>,
): Promise<App2WxappError> {
  const installed = await askWrapper(isInstalled).catch(() => true);
  return installed === false ? createNotInstalledError(cause) : createLaunchFailure(cause);
}

/**
 * Creates the error for a wrapper whose native code is not part of the app.
 *
 * @param wrapper the name of its package
 */
export function createMissingWrapperError(wrapper: string): App2WxappError {
  return new App2WxappError(
    'launch_failed',
    `${wrapper} is missing its native module. Rebuild the app: see its guide.`,
  );
}
