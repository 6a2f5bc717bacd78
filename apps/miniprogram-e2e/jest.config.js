export default { displayName: 'miniprogram-e2e', preset: '../../jest.preset.js', testTimeout: 120_000 };
