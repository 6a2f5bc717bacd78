/** What is measured, and how large it may be. */
export interface Budget {
  readonly name: string;
  /** The package's own entry, as an app would import it. */
  readonly entry: string;
  /** Packages that are left out of the sum. */
  readonly external: readonly string[];
  /** Bytes, minified and gzipped. */
  readonly limit: number;
}

const LAUNCHERS = ['react-native', 'expo', 'native-wechat', 'capacitor', 'cordova', 'uni-app', 'simulator'];

/** Every bundle that has a limit. 1 kB is 1000 bytes. */
export const BUDGETS: readonly Budget[] = [
  { name: 'core', entry: '@app2wxapp/core', external: [], limit: 3000 },
  { name: 'browser with core, without ky', entry: '@app2wxapp/browser', external: ['ky'], limit: 5000 },
  { name: 'browser with core and ky', entry: '@app2wxapp/browser', external: [], limit: 10_000 },
  ...LAUNCHERS.map((name) => ({
    name: `launcher ${name}`,
    entry: `@app2wxapp/browser/${name}`,
    external: [],
    limit: 1000,
  })),
];
