// One PostgreSQL for all test files. The long run starts its own where it needs one.
const sharedPostgres =
  process.env.LONG_TESTS === 'true'
    ? {}
    : {
        globalSetup: '<rootDir>/test/databases/start-shared-postgres.js',
        globalTeardown: '<rootDir>/test/databases/stop-shared-postgres.js',
      };

// test/suites runs the files of these folders together. A file that is named on the command line is run by itself.
const together =
  process.argv.slice(2).every((argument) => argument.startsWith('-') || /^\d+$/.test(argument)) &&
  process.env.LONG_TESTS !== 'true'
    ? {
        testPathIgnorePatterns: [
          '/node_modules/',
          '/test/(?:backends|config|events|http|limits|logins|monitoring|operators|pools|tokens|users)/',
        ],
      }
    : {};

// Real databases and processes: on a busy machine some of these take long. Nothing else takes as long as this suite, so
// it may use a second core, where Jest would leave one of two free.
export default {
  displayName: 'authority-server',
  preset: '../../jest.preset.js',
  testTimeout: 60_000,
  maxWorkers: 2,
  ...sharedPostgres,
  ...together,
};
