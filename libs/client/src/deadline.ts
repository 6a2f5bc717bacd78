import { App2WxappError } from '@app2wxapp/core';

/** Time limit of a piece of work. */
export interface Deadline {
  /** Milliseconds for all of the work. */
  readonly timeoutMs: number;
  /** The caller's own signal. */
  readonly caller?: AbortSignal | undefined;
  /** Name of the other side, for the message. */
  readonly who?: string;
}

/**
 * Runs work until it ends, the caller's signal aborts it or its time limit is reached, whichever comes first.
 *
 * The work gets a signal; the promise settles in time even if the work ignores it. It does not begin for a caller whose
 * signal was aborted before.
 *
 * @param work the function to run
 * @throws {App2WxappError} `timeout`, or `aborted` with the caller's reason as cause; `invalid_options` for a value
 *   that is no signal; else the error of the work
 */
export async function runUntilDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { timeoutMs, caller, who = 'The authority' }: Deadline,
): Promise<T> {
  if (caller != null && typeof caller.addEventListener !== 'function') {
    throw new App2WxappError('invalid_options', '"signal" must be an AbortSignal.');
  }
  const createAborted = () =>
    new App2WxappError('aborted', 'The caller ended the request.', { cause: caller?.reason });
  if (caller?.aborted === true) throw createAborted();
  const controller = new AbortController();
  const ended = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener('abort', () => {
      reject(controller.signal.reason as App2WxappError);
    });
  });
  const onAbort = () => controller.abort(createAborted());
  const timer = setTimeout(() => {
    const cause = new DOMException(`No complete response within ${timeoutMs} ms`, 'TimeoutError');
    controller.abort(
      new App2WxappError('timeout', `${who} did not respond within ${timeoutMs} ms.`, { cause }),
    );
  }, timeoutMs);
  caller?.addEventListener('abort', onAbort);
  try {
    return await Promise.race([ended, work(controller.signal)]);
  } catch (error) {
    // Aborted work fails in many ways; the reason of the abort is the cause.
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener('abort', onAbort);
  }
}
