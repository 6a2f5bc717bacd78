export default { displayName: 'console', preset: '../../jest.preset.js', testTimeout: 60_000 };
