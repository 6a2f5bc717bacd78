export default { displayName: 'bench-core', preset: '../../jest.preset.js' };
