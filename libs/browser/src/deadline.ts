import { App2WxappError } from '@app2wxapp/core';

/**
 * Runs work that must end by itself, by the caller's signal or by the clock, whichever comes first. The promise ends
 * in time even if the work does not listen to its signal.
 *
 * @param timeoutMs milliseconds for all of it
 * @throws {App2WxappError} `timeout` or `aborted`; else what the work throws
 */
export async function runUntilDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  timeoutMs: number,
  caller?: AbortSignal,
): Promise<T> {
  const controller = new AbortController();
  let stop: (error: App2WxappError) => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = (error) => {
      reject(error);
      controller.abort();
    };
  });
  const onAbort = () =>
    stop(new App2WxappError('aborted', 'The caller ended it.', { cause: caller?.reason }));
  const timer = setTimeout(
    () => stop(new App2WxappError('timeout', `No complete answer within ${timeoutMs} ms.`)),
    timeoutMs,
  );
  caller?.addEventListener('abort', onAbort);
  if (caller?.aborted) onAbort();
  try {
    return await Promise.race([stopped, work(controller.signal)]);
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener('abort', onAbort);
  }
}
