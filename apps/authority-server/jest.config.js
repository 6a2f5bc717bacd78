// The usual run has one PostgreSQL for all test files. The long run repeats on PGlite what reads and writes.
const databases =
  process.env.LONG_TESTS === 'true'
    ? {
        testMatch: [
          '<rootDir>/test/**/*.long-spec.ts',
          '<rootDir>/test/{events,logins,operators,pools,tokens,users}/*.spec.ts',
        ],
      }
    : {
        globalSetup: '<rootDir>/test/databases/start-shared-postgres.js',
        globalTeardown: '<rootDir>/test/databases/stop-shared-postgres.js',
      };

// Real databases and processes: on a busy machine some of these take long. Nothing else takes as long as this suite, so
// it may use a second core, where Jest would leave one of two free.
export default {
  displayName: 'authority-server',
  preset: '../../jest.preset.js',
  testTimeout: 60_000,
  maxWorkers: 2,
  ...databases,
};
