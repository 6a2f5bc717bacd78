export default { displayName: 'nest', preset: '../../jest.preset.js' };
