export default {
  displayName: 'consumer-e2e',
  preset: '../../jest.preset.js',
  testTimeout: 120_000,
  globalSetup: '<rootDir>/packages/set-up.js',
  globalTeardown: '<rootDir>/packages/tear-down.js',
};
