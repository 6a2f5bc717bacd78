export default { displayName: 'simulator-e2e', preset: '../../jest.preset.js', testTimeout: 120_000 };
