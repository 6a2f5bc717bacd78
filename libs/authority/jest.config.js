export default { displayName: 'authority', preset: '../../jest.preset.js' };
