export default {
  displayName: 'miniprogram',
  preset: '../../jest.preset.js',
  globalSetup: '<rootDir>/test/simulate/install.js',
  testEnvironment: './test/jsdom-environment.js',
};
