/**
 * Stores a pending login while the app may be killed. `AsyncStorage` and `localStorage` fit as they are; storage that
 * other apps cannot read is better, since it holds the code verifier for some minutes.
 */
export interface LoginStorage {
  /** Returns the stored text; `null` or `undefined` without one. */
  getItem(key: string): string | null | undefined | Promise<string | null | undefined>;
  /** Stores a text. */
  setItem(key: string, value: string): unknown;
  /** Removes a stored text. */
  removeItem(key: string): unknown;
}
