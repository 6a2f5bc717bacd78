// What takes long by its nature is in files of its own: `npm run test:all`, or `npx nx test-long <project>`.
// `npx nx regenerate` names its files, of both kinds.
const { LONG_TESTS, REGENERATE } = process.env;
const FILES =
  REGENERATE === 'true' ? '{spec,long-spec}' : LONG_TESTS === 'true' ? 'long-spec' : '{spec,e2e-spec}';

/** Shared by every project: TypeScript as native ES modules, workspace packages read from their source. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@app2wxapp/source', 'node', 'node-addons'] },
  testMatch: [`<rootDir>/{src,test}/**/*.${FILES}.{ts,tsx}`],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  // A server that a failed test left open must not keep the run from ending.
  forceExit: true,
  // Node modules ship ES modules that Node loads itself.
  transformIgnorePatterns: ['/node_modules/', '/dist/'],
};
