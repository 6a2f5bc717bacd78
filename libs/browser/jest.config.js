export default { displayName: 'browser', preset: '../../jest.preset.js' };
