/**
 * Keeps a pending login while the app may be killed. `AsyncStorage` and `localStorage` fit as they are; storage that
 * other apps cannot read is better, since it holds the code verifier for some minutes.
 */
export interface LoginStorage {
  getItem(key: string): string | null | undefined | Promise<string | null | undefined>;
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
}
