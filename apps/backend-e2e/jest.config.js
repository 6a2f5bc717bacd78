export default { displayName: 'backend-e2e', preset: '../../jest.preset.js', testTimeout: 120_000 };
