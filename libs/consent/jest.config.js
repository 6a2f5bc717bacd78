export default { displayName: 'consent', preset: '../../jest.preset.js' };
