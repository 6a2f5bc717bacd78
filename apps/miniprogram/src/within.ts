/**
 * Runs a call of `wx` with a time limit in milliseconds. WeChat's own limits differ, and its callback comes late or
 * never when the mini program was in the background.
 *
 * @param start makes the call; may return a function that aborts it
 */
export function within<T>(
  ms: number,
  start: (resolve: (value: T) => void, reject: (reason: Error) => void) => void | (() => void),
): Promise<T> {
  return new Promise((resolve, reject) => {
    let stop: (() => void) | void = undefined;
    const timer = setTimeout(() => {
      stop?.();
      reject(new Error('timeout'));
    }, ms);
    const end =
      <V>(settle: (value: V) => void) =>
      (value: V) => {
        clearTimeout(timer);
        settle(value);
      };
    stop = start(end(resolve), end(reject));
  });
}
