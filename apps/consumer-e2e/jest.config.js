export default {
  displayName: 'consumer-e2e',
  preset: '../../jest.preset.js',
  testTimeout: 120_000,
  globalSetup: '<rootDir>/packages/install.js',
};
