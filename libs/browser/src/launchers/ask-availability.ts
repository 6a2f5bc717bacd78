const DEADLINE_MS = 2000;

/**
 * Asks a wrapper whether WeChat can be opened. A wrapper that fails or does not answer within two seconds would not
 * open WeChat either: `false`.
 */
export async function askAvailability(ask: () => Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), DEADLINE_MS);
  });
  try {
    return (await Promise.race([ask(), deadline])) === true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
