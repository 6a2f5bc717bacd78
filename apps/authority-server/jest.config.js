export default { displayName: 'authority-server', preset: '../../jest.preset.js' };
