export default { displayName: 'simulator-e2e', preset: '../../jest.preset.js' };
