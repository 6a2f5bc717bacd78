export default {
  displayName: 'miniprogram',
  preset: '../../jest.preset.js',
  testEnvironment: './test/jsdom-environment.js',
};
