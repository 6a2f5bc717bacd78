import { createLoginSession, type LoginLaunch, type LoginSessionOptions } from './login-session.js';
import type { LoginCredential } from './ticket-exchange.port.js';

/** Options of {@link login}: the dependencies of a login session, and this launch. */
export type LoginOptions<T> = LoginSessionOptions & LoginLaunch<T>;

/**
 * Logs the user in through WeChat's login mini program, in one line. It always ends, in a result or in a coded error;
 * see `LoginSession.launch`.
 *
 * @returns the ticket and its verifier for the app's backend; with `exchange`, its result
 * @throws {App2WxappError} the codes of `LoginSession.launch`
 * @example
 * const { user, token } = await login({ launcher, appState, userPoolId, userName: 'gh_…', exchange });
 */
export async function login<T = LoginCredential>(options: LoginOptions<T>): Promise<T> {
  return createLoginSession(options).launch(options);
}
