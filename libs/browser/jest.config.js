export default {
  displayName: 'browser',
  preset: '../../jest.preset.js',
  globalSetup: '<rootDir>/test/wrappers/install.js',
};
