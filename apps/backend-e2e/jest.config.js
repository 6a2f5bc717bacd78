export default {
  displayName: 'backend-e2e',
  preset: '../../jest.preset.js',
  testTimeout: 120_000,
  globalSetup: '../../tools/demo/jest/start-shared-demo.js',
  globalTeardown: '../../tools/demo/jest/remove-shared-demo.js',
};
