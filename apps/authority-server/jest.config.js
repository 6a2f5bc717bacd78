// One PostgreSQL for all test files. The long run starts its own where it needs one.
const sharedPostgres =
  process.env.LONG_TESTS === 'true'
    ? {}
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
  ...sharedPostgres,
};
