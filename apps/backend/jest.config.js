export default { displayName: 'backend', preset: '../../jest.preset.js', testTimeout: 60_000 };
