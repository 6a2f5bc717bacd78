export default { displayName: 'test-environment', preset: '../../jest.preset.js' };
