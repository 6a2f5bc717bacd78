import { App2WxappError, decodeExtMsg, isApp2WxappError, type LoginOutcome } from '@app2wxapp/core';
import type { AppState } from './app-state.port.js';
import type { Clock } from './clock.port.js';
import { ignoreFailure } from './ignore-failure.js';
import { isSameState } from './is-same-state.js';
import type { Launcher } from './launcher.port.js';
import { createLaunchFailure } from './launchers/launch-error.js';
import type { PendingLogin } from './pending-login.js';
import type { Stoppable } from './stoppable.js';

/** Options of waiting for the mini program's result. */
export interface WaitOptions {
  /** Launcher that delivers results. */
  readonly launcher: Launcher;
  /** App state that reports the user's return. */
  readonly appState?: AppState | undefined;
  /** Source of time. */
  readonly clock: Clock;
  /** Login whose result is expected. */
  readonly login: PendingLogin;
  /** Milliseconds until the wait ends in `timeout`. */
  readonly timeoutMs: number;
  /** Milliseconds to wait for a result once the app is in the foreground again. */
  readonly graceMs: number;
  /** Opens the mini program. Absent after a cold start, when the app is in the foreground already. */
  readonly open?: (() => Promise<void>) | undefined;
}

/** Result of a login, or the reason that none arrived; `lost` when the authority may have it. */
export type Answer = LoginOutcome | { readonly status: 'lost'; readonly error: App2WxappError };

/**
 * Waits for the result with the pending login's state. Results of other logins are ignored; if no other arrives, the
 * error names them.
 *
 * @throws {App2WxappError} the error of the launcher, or the one that stopped the wait
 */
export function waitForAnswer(
  options: WaitOptions,
  { stopped, reason: stopReason }: Stoppable,
): Promise<Answer> {
  const { launcher, appState, clock, login, timeoutMs, graceMs, open } = options;
  if (stopReason()) return stopped;
  const undo: (() => void)[] = [];
  let stopGrace = () => {};
  let opened = open === undefined;
  let inFront = true;
  let reason: App2WxappError = new App2WxappError('login_cancelled', 'The user came back without a result.');

  const answer = new Promise<Answer>((resolve, reject) => {
    const startGrace = () => {
      stopGrace();
      stopGrace = clock.startTimer(() => resolve({ status: 'lost', error: reason }), graceMs);
    };
    const onTimeout = () =>
      resolve({ status: 'lost', error: new App2WxappError('timeout', 'No response came in time.') });
    undo.push(clock.startTimer(onTimeout, timeoutMs));
    undo.push(
      launcher.onResult((result) => {
        // A result before the launch belongs to an older login.
        if (!opened) return;
        if ('error' in result) return reject(result.error);
        const read = readAnswer(result.extMsg, login.state);
        if (read && !isApp2WxappError(read)) return resolve(read);
        reason = read ?? reason;
        if (inFront) startGrace();
      }),
    );
    if (appState)
      undo.push(
        appState.onChange((nowInFront) => {
          if (!nowInFront) stopGrace();
          else if (!inFront) startGrace();
          inFront = nowInFront;
        }),
      );
    stopped.catch(reject);
    // An app's own code may return a promise instead of the function that stops; it is awaited nowhere else.
    for (const stop of undo) void ignoreFailure(() => stop);
    if (!open) return startGrace();
    opened = true;
    new Promise<void>((done) => done(open())).catch(reject);
  });
  return answer.catch(throwCoded).finally(() => {
    stopGrace();
    // A platform that cannot stop must not fail a login: its listener remains, and its results are ignored.
    for (const stop of undo) void ignoreFailure(stop);
  });
}

function throwCoded(cause: unknown): never {
  throw isApp2WxappError(cause) ? cause : createLaunchFailure(cause);
}

/** Returns the outcome if it is the pending login's, the reason if it is not, or `undefined` without one. */
function readAnswer(extMsg: unknown, state: string | undefined): LoginOutcome | App2WxappError | undefined {
  // "{}" is what Android delivers when WeChat itself refused, or had no parameter to deliver.
  if (!extMsg || extMsg === '{}') return undefined;
  try {
    const outcome = decodeExtMsg(extMsg);
    if (isSameState(outcome.state, state)) return outcome;
  } catch (error) {
    return error as App2WxappError;
  }
  return new App2WxappError('state_mismatch', 'The result is of another login.');
}
