import { App2WxappError, decodeExtMsg, isApp2WxappError, type LoginOutcome } from '@app2wxapp/core';
import type { AppState } from './app-state.port.js';
import type { Clock } from './clock.port.js';
import { isSameState } from './is-same-state.js';
import type { Launcher } from './launcher.port.js';
import { createLaunchFailure } from './launchers/launch-error.js';
import type { PendingLogin } from './pending-login.js';
import type { Stoppable } from './stoppable.js';

/** Options of waiting for the mini program's answer. */
export interface WaitOptions {
  readonly launcher: Launcher;
  readonly appState?: AppState | undefined;
  readonly clock: Clock;
  readonly login: PendingLogin;
  /** Milliseconds until it ends in `timeout`. */
  readonly timeoutMs: number;
  /** Milliseconds that an answer may take once the app is in front again. */
  readonly graceMs: number;
  /** Opens the mini program. Absent after a cold start, when the app is in front already. */
  readonly open?: (() => Promise<void>) | undefined;
}

/** Result of a login, or the reason that none came; `lost` when the authority may have it. */
export type Answer = LoginOutcome | { readonly status: 'lost'; readonly error: App2WxappError };

/**
 * Waits for the answer that has the pending login's state. Results of other logins are ignored; if no other comes, the
 * error is about them.
 *
 * @throws {App2WxappError} what the launcher failed with, or what it was stopped by
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
        // What comes before the launch is of an older login.
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
    if (!open) return startGrace();
    opened = true;
    new Promise<void>((done) => done(open())).catch(reject);
  });
  return answer.catch(throwCoded).finally(() => {
    stopGrace();
    undo.forEach(stopListening);
  });
}

function throwCoded(cause: unknown): never {
  throw isApp2WxappError(cause) ? cause : createLaunchFailure(cause);
}

/** A platform that cannot stop may not undo a login: its listener stays, and hears what no login waits for. */
function stopListening(stop: () => void): void {
  try {
    stop();
  } catch {
    // As above.
  }
}

/** The answer if it is the pending login's, why it is not, or `undefined` when there is none. */
function readAnswer(extMsg: unknown, state: string | undefined): LoginOutcome | App2WxappError | undefined {
  // "{}" is what Android delivers when WeChat itself refused, or got no parameter to deliver.
  if (!extMsg || extMsg === '{}') return undefined;
  try {
    const outcome = decodeExtMsg(extMsg);
    if (isSameState(outcome.state, state)) return outcome;
  } catch (error) {
    return error as App2WxappError;
  }
  return new App2WxappError('state_mismatch', 'The result is of another login.');
}
