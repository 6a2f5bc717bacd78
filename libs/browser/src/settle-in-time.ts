/**
 * Calls a function with a deadline in milliseconds, for promises that may never settle, such as those of a native
 * module.
 *
 * @throws the error of the call, or an `Error` when it is late
 */
export async function settleInTime<T>(call: () => T, ms: number): Promise<Awaited<T>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer in ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(timer);
  }
}
