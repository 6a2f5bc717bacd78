import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { App2WxappError } from '@app2wxapp/core';
import { createActiveTokens } from '../src/active-tokens.js';
import { createClient, type Client, type ClientOptions } from '../src/index.js';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';

let standIn: StandInAuthority;
let intercept: (request: IncomingMessage, response: ServerResponse) => boolean;

beforeEach(async () => {
  intercept = () => false;
  standIn = await startStandInAuthority({
    refreshTokens: true,
    intercept: (request, response) => intercept(request, response),
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await standIn.close();
});

function createOwnClient(more: Partial<ClientOptions> = {}): Client {
  const { authority, userPoolId, secret } = standIn;
  return createClient({ authority, userPoolId, secret, retry: 0, ...more } as ClientOptions);
}

const logIn = (client: Client, openid = 'a-user') => client.exchangeTicket(standIn.issueTicket({ openid }));
const questions = () => standIn.requests.filter(({ path }) => path === '/oauth/introspect').length;

async function passSeconds(seconds: number, work: () => Promise<unknown>): Promise<void> {
  const later = performance.now() + seconds * 1000;
  const clock = jest.spyOn(performance, 'now').mockReturnValue(later);
  await work();
  clock.mockRestore();
}

describe('verification without a setting', () => {
  test('introspects once in five seconds for one token', async () => {
    // A clock that moves when told to, however busy the machine is.
    let now = performance.now();
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    const client = createOwnClient();
    const { token } = await logIn(client);
    for (let i = 0; i < 10; i++) await client.verifyToken(token);
    expect(questions()).toBe(1);
    now += 4900;
    await client.verifyToken(token);
    expect(questions()).toBe(1);
    now += 200;
    await client.verifyToken(token);
    expect(questions()).toBe(2);
  });

  test('introspects once however many requests come with one token at once', async () => {
    const client = createOwnClient();
    const { token } = await logIn(client);
    await Promise.all(Array.from({ length: 50 }, () => client.verifyToken(token)));
    expect(questions()).toBe(1);
  });

  test('introspects each token by itself', async () => {
    const client = createOwnClient();
    const [first, second] = [await logIn(client), await logIn(client)];
    for (const { token } of [first, second, first, second]) await client.verifyToken(token);
    expect(questions()).toBe(2);
  });

  test('is offline with Authing’s hosts, which have no introspection', async () => {
    const signingKey = 'a-key-that-this-test-alone-knows';
    const authing = await startStandInAuthority({ userPoolId: 'pool', signingKey });
    const client = createClient({
      authority: 'https://core.authing.cn',
      userPoolId: 'pool',
      secret: 'a secret of a test',
      algorithm: 'HS256',
      signingKey,
      fetch: () => Promise.reject(new Error('nothing may be sent')),
    });
    await expect(client.verifyToken(await authing.signToken())).resolves.toBeDefined();
    await authing.close();
  });
});

describe('a cached response', () => {
  test('does not outlive a revocation by the same client', async () => {
    const client = createOwnClient();
    const { token } = await logIn(client);
    await client.verifyToken(token);
    await client.revokeToken(token);
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'invalid_token' });
  });

  test.each([
    ['all sessions of the user', { everywhere: true }],
    ['the session by its refresh token', {}],
  ])('does not outlive the revocation of %s', async (name, options) => {
    const client = createOwnClient();
    const [phone, tablet] = [await logIn(client), await logIn(client)];
    await client.verifyToken(phone.token);
    const revoked = name.startsWith('all') ? tablet.token : (phone.refreshToken as string);
    await client.revokeToken(revoked, options);
    await expect(client.verifyToken(phone.token, { verification: 'online' })).rejects.toMatchObject({
      code: 'invalid_token',
    });
  });

  test('outlives the revocation of the tokens of another user', async () => {
    const client = createOwnClient();
    const [mine, theirs] = [await logIn(client, 'me'), await logIn(client, 'them')];
    await client.verifyToken(mine.token);
    await client.revokeToken(theirs.token, { everywhere: true });
    await client.verifyToken(mine.token);
    expect(questions()).toBe(1);
  });

  /** Holds the next introspection. @returns its response, once the request has arrived */
  function holdNextQuestion(): Promise<ServerResponse> {
    return new Promise((resolve) => {
      let isHeld = false;
      intercept = ({ url }, response) => {
        if (url !== '/oauth/introspect' || isHeld) return false;
        isHeld = true;
        resolve(response);
        return true;
      };
    });
  }

  test('is not stored by a request that was in progress when the token was revoked', async () => {
    const client = createOwnClient();
    const { token } = await logIn(client);
    const asked = holdNextQuestion();
    const early = client.verifyToken(token);
    const held = await asked;
    await client.revokeToken(token);
    held.end('{"active":true}');
    await early;
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'invalid_token' });
  });

  test('is not waited for by a call after a revocation, if its request began before', async () => {
    const client = createOwnClient();
    const { token } = await logIn(client);
    const asked = holdNextQuestion();
    const early = client.verifyToken(token);
    const held = await asked;
    await client.revokeToken(token);
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'invalid_token' });
    held.end('{"active":true}');
    await expect(early).resolves.toBeDefined();
  });

  test('is corrected at another client within its seconds', async () => {
    const [one, other] = [createOwnClient(), createOwnClient()];
    const { token } = await logIn(one);
    await one.verifyToken(token);
    await other.revokeToken(token);
    await expect(one.verifyToken(token)).resolves.toBeDefined();
    await passSeconds(5.1, async () => {
      await expect(one.verifyToken(token)).rejects.toMatchObject({ code: 'invalid_token' });
    });
  });

  test('is also stored for an inactive token: a revoked token costs one request, too', async () => {
    const client = createOwnClient();
    const { token } = await logIn(client);
    await createOwnClient().revokeToken(token);
    for (let i = 0; i < 5; i++) {
      await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'invalid_token' });
    }
    expect(questions()).toBe(1);
  });

  test('is never stored without a response of the authority', async () => {
    const client = createOwnClient();
    const { token } = await logIn(client);
    await client.verifyToken(token, { verification: 'offline' });
    intercept = (_request, response) => Boolean(response.destroy());
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'network_error' });
    intercept = () => false;
    await expect(client.verifyToken(token)).resolves.toBeDefined();
  });

  test('does not accept an expired token', async () => {
    const client = createOwnClient();
    const token = await standIn.signToken({ exp: Math.floor(Date.now() / 1000) + 2 });
    await client.verifyToken(token);
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3000);
    const date = jest.useFakeTimers({
      now: Date.now(),
      doNotFake: ['nextTick', 'setImmediate', 'setTimeout'],
    });
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'token_expired' });
    date.useRealTimers();
  });

  test('is not used with a lifetime of 0 seconds', async () => {
    const client = createOwnClient({ onlineCacheSeconds: 0 });
    const { token } = await logIn(client);
    await Promise.all([client.verifyToken(token), client.verifyToken(token)]);
    expect(questions()).toBe(2);
  });

  test('ends the wait of a caller by its own signal and not that of another', async () => {
    const client = createOwnClient();
    const { token } = await logIn(client);
    await client.verifyToken(token, { verification: 'offline' });
    let held: ServerResponse | undefined;
    intercept = (_request, response) => Boolean((held = response));
    const controller = new AbortController();
    const [first, second] = [
      client.verifyToken(token, { signal: controller.signal }),
      client.verifyToken(token),
    ];
    while (!held) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    held.end('{"active":true}');
    await expect(second).resolves.toBeDefined();
    expect(questions()).toBe(1);
  });
});

describe('the cache of a client', () => {
  test('holds at most ten thousand responses, and the newest of them', async () => {
    let asked = 0;
    const ask = () => {
      asked++;
      return Promise.resolve();
    };
    const active = createActiveTokens({ ask, keepMs: 60_000, timeoutMs: 1000 });
    for (let i = 0; i <= 10_000; i++) await active.require(`token ${i}`, 'a-user');
    expect(asked).toBe(10_001);
    await active.require('token 10000', 'a-user');
    await active.require('token 1', 'a-user');
    expect(asked).toBe(10_001);
    await active.require('token 0', 'a-user');
    expect(asked).toBe(10_002);
  });

  test('counts the age of a response from the beginning of its request, however slow the authority is', async () => {
    let now = performance.now();
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    const answers: (() => void)[] = [];
    const ask = () => new Promise<void>((resolve) => void answers.push(resolve));
    const active = createActiveTokens({ ask, keepMs: 5000, timeoutMs: 10_000 });
    const first = active.require('a token', 'a-user');
    now += 4000;
    const joined = active.require('a token', 'a-user');
    answers[0]?.();
    await Promise.all([first, joined]);
    now += 900;
    await active.require('a token', 'a-user');
    expect(answers).toHaveLength(1);
    now += 200;
    void active.require('a token', 'a-user');
    expect(answers).toHaveLength(2);
    // This request hangs: a call after the lifetime of its response does not wait for it.
    now += 5100;
    void active.require('a token', 'a-user');
    expect(answers).toHaveLength(3);
  });

  test('removes a failed request without a look at the others', async () => {
    const failure = new App2WxappError('network_error', 'The test says so.');
    const ask = (token: string) => (token === 'lost' ? Promise.reject(failure) : Promise.resolve());
    const active = createActiveTokens({ ask, keepMs: 60_000, timeoutMs: 1000 });
    for (let i = 0; i < 1000; i++) await active.require(`token ${i}`, 'a-user');
    const entries = jest.spyOn(Map.prototype, Symbol.iterator);
    for (let time = 0; time < 10; time++)
      await expect(active.require('lost', 'a-user')).rejects.toBe(failure);
    expect(entries).not.toHaveBeenCalled();
  });

  test('sends nothing for a caller whose signal was aborted before', async () => {
    const ask = jest.fn(() => Promise.resolve());
    const active = createActiveTokens({ ask, keepMs: 5000, timeoutMs: 1000 });
    const refused = active.require('a token', 'a-user', AbortSignal.abort());
    await expect(refused).rejects.toMatchObject({ code: 'aborted' });
    expect(ask).not.toHaveBeenCalled();
  });

  test('holds no token', async () => {
    const set = jest.spyOn(Map.prototype, 'set');
    const active = createActiveTokens({ ask: () => Promise.resolve(), keepMs: 1000, timeoutMs: 1000 });
    await active.require('the-token-of-a-test', 'a-user');
    expect(set).toHaveBeenCalled();
    expect(JSON.stringify(set.mock.calls)).not.toContain('the-token-of-a-test');
  });
});
