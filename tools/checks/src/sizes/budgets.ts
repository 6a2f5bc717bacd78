/** A measured bundle, and its largest size. */
export interface Budget {
  readonly name: string;
  /** The package's own entry, as an app would import it. */
  readonly entry: string;
  /** Bytes, minified and gzipped. */
  readonly limit: number;
}

const LAUNCHERS = ['react-native', 'expo', 'native-wechat', 'capacitor', 'cordova', 'uni-app', 'simulator'];

/** Every bundle that has a limit. 1 kB is 1000 bytes. */
export const BUDGETS: readonly Budget[] = [
  // Room for new error codes and their numbers, which are part of the language.
  { name: 'core', entry: '@app2wxapp/core', limit: 3500 },
  { name: 'browser with core', entry: '@app2wxapp/browser', limit: 6000 },
  ...LAUNCHERS.map((name) => ({
    name: `launcher ${name}`,
    entry: `@app2wxapp/browser/${name}`,
    // Each calls the wrapper's native module by all names that it has been published under.
    limit: 1200,
  })),
];
