export default {
  displayName: 'browser',
  preset: '../../jest.preset.js',
  // Only the long tests need the wrappers, from the registry.
  globalSetup: process.env.LONG_TESTS === 'true' ? '<rootDir>/test/wrappers/install.js' : undefined,
};
