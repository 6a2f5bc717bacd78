import { describe, expect, test } from '@jest/globals';
import { createClient, type ConnectionOptions } from '../src/index.js';
import { startStandInAuthority } from '@app2wxapp/authority/testing';

const good: ConnectionOptions = {
  authority: 'https://login.example.com',
  userPoolId: '5e4cdd055df3df65dc58b97d',
  secret: 'a secret of a test',
};

describe('missing options', () => {
  test.each([undefined, null])('(%p) are rejected with all names', async (options) => {
    const refusal = {
      code: 'invalid_options',
      message: expect.stringMatching(/"authority".*"userPoolId".*"secret"/),
    };
    expect(() => createClient(options as never)).toThrow(expect.objectContaining(refusal));
    await expect(createClient(() => options as never).verifyToken('a.b.c')).rejects.toMatchObject(refusal);
  });
});

describe('the authority', () => {
  test.each([
    'https://login.example.com',
    'https://login.example.com/',
    'https://login.example.com:8443',
    'http://localhost:4000',
    'http://127.0.0.1:4000',
    'http://[::1]:4000',
  ])('may be %s', (authority) => {
    expect(createClient({ ...good, authority }).userPoolId).toBe(good.userPoolId);
  });

  test.each([
    ['', 'nothing'],
    ['login.example.com', 'no scheme'],
    ['ftp://login.example.com', 'another scheme'],
    ['http://login.example.com', 'clear text to another machine'],
    ['http://localhost.example.com', 'clear text to a host that only begins like this machine'],
    ['http://10.0.0.5:4000', 'clear text inside a network'],
    ['https://user:word@login.example.com', 'credentials'],
    ['https://login.example.com/base', 'a path'],
    ['https://login.example.com/?a=1', 'a query'],
  ])('must not be %p: %s', (authority) => {
    expect(() => createClient({ ...good, authority })).toThrow(
      expect.objectContaining({ code: 'invalid_options' }),
    );
  });

  test('may be in clear text on a listed host, and on no other', () => {
    const insecureHttpHosts = ['authority'];
    expect(() =>
      createClient({ ...good, authority: 'http://authority:4000', insecureHttpHosts }),
    ).not.toThrow();
    expect(() =>
      createClient({ ...good, authority: 'http://authority.example.com', insecureHttpHosts }),
    ).toThrow();
  });

  test.each([
    ['Authority', 'http://authority:4000'],
    ['authority', 'HTTP://AUTHORITY:4000'],
    ['fd00::1', 'http://[fd00::1]:4000'],
    ['[FD00:0::1]', 'http://[fd00::1]:4000'],
  ])('is named as %s where it is %s', (host, authority) => {
    expect(() => createClient({ ...good, authority, insecureHttpHosts: [host] })).not.toThrow();
  });
});

describe('the other options', () => {
  test.each<[string, Partial<ConnectionOptions>]>([
    ['an empty pool id', { userPoolId: '' }],
    ['a pool id that opens another path', { userPoolId: '../admin' }],
    ['a pool id with &', { userPoolId: 'a&b' }],
    ['a pool id of 10 kB', { userPoolId: 'a'.repeat(10_000) }],
    ['an empty secret', { secret: '' }],
    ['no secret', { secret: undefined }],
    ['no time', { timeoutMs: 0 }],
    ['a time that is no number', { timeoutMs: Number.NaN }],
    ['more time than a timer takes', { timeoutMs: 2 ** 31 }],
    ['a negative number of retries', { retry: -1 }],
    ['endless retries', { retry: Infinity }],
    ['a pool id that the environment lacks', { userPoolId: undefined }],
    ['an algorithm that is not one of two', { algorithm: 'none' } as object],
    ['a cache of a negative time', { onlineCacheSeconds: -1 }],
    ['a cache of ten minutes', { onlineCacheSeconds: 600 }],
    ['a cache of no number', { onlineCacheSeconds: Number.NaN }],
    ['a cache of null', { onlineCacheSeconds: null } as object],
    ['another verification', { verification: 'never' } as object],
    ['an issuer that is empty', { issuer: '' } as object],
    ['an issuer that is no text', { issuer: new URL('https://login.example.com') } as object],
    ['one name in place of a list', { insecureHttpHosts: 'authority' } as object],
    ['a list of what are no names', { insecureHttpHosts: [/authority/] } as object],
    ['a host with its port', { insecureHttpHosts: ['authority:4000'] }],
    ['an address in place of a host', { insecureHttpHosts: ['http://authority'] }],
    ['every host', { insecureHttpHosts: ['*'] }],
    ['a host that is empty', { insecureHttpHosts: [''] }],
    ['a warning that goes nowhere', { onWarning: true } as object],
    ['a fetch that is none', { fetch: {} } as object],
    [
      "to ask Authing's hosts about a token",
      { authority: 'https://core.authing.cn', verification: 'online' },
    ],
  ])('reject %s', (_name, options) => {
    expect(() => createClient({ ...good, ...options })).toThrow(
      expect.objectContaining({ code: 'invalid_options' }),
    );
  });

  test('may be an instance of a class with getters', () => {
    class Config {
      readonly #values = good;
      get authority() {
        return this.#values.authority;
      }
      get userPoolId() {
        return this.#values.userPoolId;
      }
      get secret() {
        return this.#values.secret;
      }
    }
    expect(createClient(new Config()).userPoolId).toBe(good.userPoolId);
  });

  test.each<[string, () => unknown]>([
    [
      'a getter that throws',
      () =>
        createClient({
          ...good,
          get secret(): string {
            throw new Error('no SECRET');
          },
        }),
    ],
    [
      'a function that throws',
      () =>
        createClient(() => {
          throw new Error('no SECRET');
        }).userPoolId,
    ],
  ])('are rejected with the cause where there is %s', (_name, create) => {
    expect(create).toThrow(
      expect.objectContaining({ code: 'invalid_options', cause: new Error('no SECRET') }),
    );
  });

  test('are rejected where they are a promise, which no caller would await', async () => {
    const read = async () => Promise.reject(new Error('no SECRET'));
    await expect(createClient(read as never).verifyToken('a.b.c')).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining('promise'),
    });
  });

  test('are reported all at once, as an environment without any variable needs it', () => {
    const call = () =>
      createClient({ authority: '', userPoolId: '', secret: '', algorithm: 'HS256', signingKey: '' });
    expect(call).toThrow(/"authority".*"userPoolId".*"secret".*"signingKey"/);
  });
});

describe('a failure', () => {
  test('names the authority, the pool and the failed system call', async () => {
    const { authority, close } = await startStandInAuthority();
    await close();
    const client = createClient({ ...good, authority, retry: 0 });
    const error = (await client.exchangeTicket('t').catch((reason: unknown) => reason)) as Error;
    expect(error.message).toContain(authority);
    expect(error.message).toContain(good.userPoolId);
    expect(error.message).toContain('(ECONNREFUSED)');
    expect(error.message).not.toContain(good.secret);
  });

  test.each([
    [401, '{"error":"invalid_secret","code":1001}', 'invalid_secret'],
    [503, '', 'unavailable'],
    [502, '<html>', 'unavailable'],
    [504, '<html>', 'unavailable'],
    [503, '{"code":503,"message":"no server"}', 'unavailable'],
    [429, '<html>', 'rate_limited'],
    [404, '<html>', 'malformed_response'],
  ])('with the response %i %s names the authority and the pool', async (status, body, code) => {
    const answer = () => Promise.resolve(new Response(body, { status }));
    const client = createClient({ ...good, retry: 0, fetch: answer });
    const error: unknown = await client.exchangeTicket('t').catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code,
      message: expect.stringMatching(`${good.authority}.*${good.userPoolId}`),
    });
  });

  test('of a call that takes too long names them as well', async () => {
    const client = createClient({ ...good, timeoutMs: 20, fetch: () => new Promise(() => undefined) });
    const error = (await client.exchangeTicket('t').catch((reason: unknown) => reason)) as Error;
    expect(error.message).toContain(good.authority);
  });
});
