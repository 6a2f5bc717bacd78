import { App2WxappError } from '@app2wxapp/core';

/** Ends running work with an error; a second call does nothing. */
export type Stop = (error: App2WxappError) => void;

/** Signals by which stoppable work ends. */
export interface Stoppable {
  /** Signal for `fetch`; `undefined` on platforms without `AbortController`: uni-app on iOS. */
  readonly signal: AbortSignal | undefined;
  /** Promise that rejects when the work is ended. */
  readonly stopped: Promise<never>;
  /** Returns the error that ended the work; `undefined` while it runs. */
  readonly reason: () => App2WxappError | undefined;
}

/**
 * Runs work that can be ended from outside. The promise settles at once then, even if the work ignores the signal.
 *
 * @param arm receives the function that ends the work, and returns one that disarms it
 */
export async function runStoppable<T>(
  work: (stoppable: Stoppable) => Promise<T>,
  arm: (stop: Stop) => () => void,
): Promise<T> {
  const controller = typeof AbortController === 'function' ? new AbortController() : undefined;
  let reason: App2WxappError | undefined;
  let disarm = () => {};
  const stopped = new Promise<never>((_, reject) => {
    disarm = arm((error) => {
      reason ??= error;
      reject(error);
      controller?.abort();
    });
  });
  try {
    return await Promise.race([stopped, work({ signal: controller?.signal, stopped, reason: () => reason })]);
  } finally {
    disarm();
  }
}

/**
 * Ends the work by the caller's signal and by a timer.
 *
 * @param startTimer starts the timer whose end is `timeout`, and returns a function that cancels it
 */
export function stopInTime(
  stop: Stop,
  startTimer: (run: () => void) => () => void,
  caller?: AbortSignal,
): () => void {
  const stopTimer = startTimer(() => stop(new App2WxappError('timeout', 'No response came in time.')));
  if (!caller) return stopTimer;
  const onAbort = () =>
    stop(new App2WxappError('aborted', 'The caller aborted it.', { cause: caller.reason }));
  if (caller.aborted) onAbort();
  caller.addEventListener('abort', onAbort);
  return () => {
    stopTimer();
    caller.removeEventListener('abort', onAbort);
  };
}
