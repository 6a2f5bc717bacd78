import { describe, expect, test } from '@jest/globals';
import { describeSettings, parseSettings, SETTING_NAMES } from '../../src/config/settings.js';

const messageOf = (env: Record<string, string>): string => {
  try {
    parseSettings(env);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the settings', () => {
  test('are all optional, and an empty variable counts as absent', () => {
    const settings = parseSettings({ PORT: '', DATABASE_URL: '' });
    expect(settings).toMatchObject({ HOST: '127.0.0.1', PORT: 4000, LOG_LEVEL: 'info' });
    expect(settings.DATABASE_URL).toBeUndefined();
  });

  test('report every mistake at once, including those about two variables', () => {
    const message = messageOf({
      PORT: '70000',
      DATABASE_URL: 'postgres://localhost/x',
      WECHAT_APP_ID: 'wx00000000000000aa',
      PUBLIC_URL: 'https://a.example/path',
      RATE_LIMIT_IP_PER_MINUTE: '-1',
    });
    for (const name of [
      'PORT',
      'MASTER_KEY',
      'WECHAT_APP_SECRET',
      'PUBLIC_URL',
      'RATE_LIMIT_IP_PER_MINUTE',
    ]) {
      expect(message).toContain(name);
    }
  });

  test.each(['PUBLIC_URL', 'SIMULATOR_URL', 'BACKEND_URL', 'WECHAT_API_URL', 'DOCS_URL', 'REDIS_URL'])(
    'reject %s when it is no address',
    (name) =>
      expect(messageOf({ [name]: 'login.example.com' })).toMatch(
        new RegExp(`^The environment is invalid. ${name}: must be `),
      ),
  );

  test('never quote a value', () => {
    const message = messageOf({ MASTER_KEY: 'a-key-that-is-wrong', DATABASE_URL: 'mysql://u:p4ss@h/d' });
    expect(message).toMatch(/MASTER_KEY.*DATABASE_URL|DATABASE_URL.*MASTER_KEY/);
    expect(message).not.toMatch(/a-key-that|p4ss/);
  });

  test.each([
    'localhost:6379',
    'http://localhost:6379',
    'redis://127.0.0.1:0',
    'redis://127.0.0.1:70000',
    'redis://:100%@127.0.0.1',
    'redis://127.0.0.1/first',
    'redis://127.0.0.1?enableOfflineQueue=true',
  ])('reject %s as REDIS_URL', (text) =>
    expect(messageOf({ REDIS_URL: text })).toMatch(
      /^The environment is invalid. REDIS_URL: must be redis:[^;]*; without parameters[^;]*\.$/,
    ),
  );

  test.each(['redis://127.0.0.1', 'rediss://user:p%40ss@redis.example:6380/1', 'redis://[::1]:6379/'])(
    'accept %s as REDIS_URL',
    (text) => expect(parseSettings({ REDIS_URL: text }).REDIS_URL).toBe(text),
  );

  test('do not take an id of another kind for WECHAT_APP_ID', () => {
    for (const text of ['gh_a781a791e29e', 'com.example.app', 'wx0123456789 abcdef'])
      expect(messageOf({ WECHAT_APP_ID: text, WECHAT_APP_SECRET: 'x' })).toMatch(
        /WECHAT_APP_ID: must be an AppID/,
      );
  });

  test('each have a description', () => {
    const { properties = {} } = describeSettings();
    const silent = SETTING_NAMES.filter(
      (name) => !(properties[name] as { description?: string }).description,
    );
    expect(silent).toEqual([]);
  });

  test.each(['true', '0', '1.5', '10', 'loopback', '0.0.0.0/0', '::/0', '10.0.0.0/33', '1,2', '10.0.0.1:80'])(
    'reject %s as TRUST_PROXY',
    (text) => expect(messageOf({ TRUST_PROXY: text })).toMatch(/^The environment is invalid. TRUST_PROXY: /),
  );

  // The first is 8.0.0.0/8, and no address is read as one of the others.
  test.each(['010.0.0.0/8', '0x0a.0.0.0/8', '10.1/16', '::ffff:10.0.0.0/104', '64:ff9b::/96'])(
    'reject %s as a network of TRUST_PROXY',
    (text) => expect(messageOf({ TRUST_PROXY: text })).toMatch(/TRUST_PROXY: /),
  );

  test.each(['false', '1', '9', '10.0.0.1', '2001:DB8::/32', '10.0.0.0/8, 127.0.0.1', 'fd00::/8,::1'])(
    'accept %s as TRUST_PROXY',
    (text) => expect(parseSettings({ TRUST_PROXY: text }).TRUST_PROXY).toBe(text),
  );
});
