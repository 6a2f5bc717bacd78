export default { displayName: 'sizes', preset: '../../jest.preset.js' };
