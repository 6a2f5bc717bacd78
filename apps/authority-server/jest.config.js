// Real databases and processes: on a busy machine some of these take long.
export default { displayName: 'authority-server', preset: '../../jest.preset.js', testTimeout: 60_000 };
