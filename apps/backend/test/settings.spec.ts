import { describe, expect, test } from '@jest/globals';
import { parseSettings } from '../src/boot/settings.js';

const good = {
  APP2WXAPP_AUTHORITY: 'https://login.example.com',
  APP2WXAPP_USER_POOL_ID: '5e4cdd055df3df65dc58b97d',
  APP2WXAPP_SECRET: 'the-secret-of-a-test',
};

describe('the environment', () => {
  test('requires the authority, the pool and its secret, and has defaults for the rest', () => {
    expect(parseSettings(good)).toEqual({
      ...good,
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: 3000,
      LOG_LEVEL: 'info',
      CORS_ORIGINS: [],
      APP2WXAPP_INSECURE_HTTP_HOSTS: [],
      APP2WXAPP_VERIFICATION: 'online',
      APP2WXAPP_ONLINE_CACHE_SECONDS: 5,
      DATA_DIR: '.data/backend',
    });
  });

  test('lists origins with commas between', () => {
    const { CORS_ORIGINS } = parseSettings({
      ...good,
      CORS_ORIGINS: ' https://a.example, https://b.example,',
    });
    expect(CORS_ORIGINS).toEqual(['https://a.example', 'https://b.example']);
  });

  test('treats an empty variable as absent', () => {
    expect(parseSettings({ ...good, PORT: '', CORS_ORIGINS: '' })).toMatchObject({
      PORT: 3000,
      CORS_ORIGINS: [],
    });
  });

  test.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://localhost/app'],
    ['APP2WXAPP_VERIFICATION', 'never'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://app.example.com/path'],
    ['APP2WXAPP_AUTHORITY', 'login.example.com'],
    ['APP2WXAPP_USER_POOL_ID', ''],
    ['APP2WXAPP_SECRET', ''],
  ])('names %s when it is %p', (name, value) => {
    expect(() => parseSettings({ ...good, [name]: value })).toThrow(name);
  });

  test('names every mistake in one line, without the values', () => {
    const call = () => parseSettings({ ...good, PORT: 'nonsense', CORS_ORIGINS: 'gibberish' });
    expect(call).toThrow(/^The environment is invalid\. (?=.*PORT)(?=.*CORS_ORIGINS).*$/);
    expect(call).not.toThrow(/nonsense|gibberish|the-secret/);
  });
});
