// The long run repeats the suite on Express, Nest's other HTTP server.
const onExpress = process.env.LONG_TESTS === 'true' && {
  testMatch: ['<rootDir>/test/**/*.spec.ts'],
  globalSetup: '<rootDir>/test/express/install.js',
};

export default { displayName: 'nest', preset: '../../jest.preset.js', ...onExpress };
