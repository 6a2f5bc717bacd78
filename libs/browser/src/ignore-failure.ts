/** Calls a function of the app's own, at once. What it throws or rejects with ends no login. */
export async function ignoreFailure(call: () => unknown): Promise<void> {
  try {
    await call();
  } catch {
    // The app's own function reports its failures itself.
  }
}
