import { App2WxappError } from '@app2wxapp/core';

/** Ends what is running with an error; a second call does nothing. */
export type Stop = (error: App2WxappError) => void;

/** Signs by which stoppable work ends. */
export interface Stoppable {
  /** `undefined` where the platform has no `AbortController`: uni-app on iOS. */
  readonly signal: AbortSignal | undefined;
  /** Rejects when the work is ended. */
  readonly stopped: Promise<never>;
  /** Why it was ended; `undefined` while it was not. */
  readonly reason: () => App2WxappError | undefined;
}

/**
 * Runs work that can be ended from outside. The promise ends at once when it is, even if the work does not listen.
 *
 * @param arm is given the way to end the work, and returns the way to disarm
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
 * Lets the caller's signal and a timer end the work.
 *
 * @param startTimer starts the timer whose end is `timeout`, and returns the way to call it off
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
