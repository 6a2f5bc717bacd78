/**
 * Gives a call of `wx` so much time. WeChat has time limits of its own, and calls back late or never when the mini
 * program was in the background.
 *
 * @param start makes the call; may return the way to give it up
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
