import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { RateLimits } from '../../src/limits/rate-limits.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

/** How many requests are counted. */
const REQUESTS = 10;

describe('the work of a request', () => {
  const server = new RunningAuthority();
  // Not by fetch, which makes abort signals of its own.
  const agent = new Agent({ keepAlive: true });
  const counted = jest.fn<RateLimits['consume']>(() => Promise.resolve());
  let pool: TestPool;

  beforeAll(async () => {
    await server.start({
      requestTimeoutMs: 1000,
      limits: { consume: counted, isRedisAway: () => false, close: () => Promise.resolve() },
      wrapStore: (store) => ({ ...store, findLaunch: () => new Promise(() => undefined) }),
    });
    pool = await server.createPool();
  }, 60_000);
  afterEach(() => void jest.restoreAllMocks());
  afterAll(async () => {
    agent.destroy();
    await server.stop();
  });

  const post = async (path: string, json: object) => {
    const headers = { 'content-type': 'application/json' };
    const sent = request(server.url + path, { method: 'POST', agent, headers });
    sent.end(JSON.stringify(json));
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    return { status: answer.statusCode, body: JSON.parse(await text(answer)) as { detail?: string } };
  };
  const introspect = () =>
    post('/oauth/introspect', { client_id: pool.userPoolId, client_secret: pool.secret, token: 'none' });

  test('creates no abort signal and aborts none', async () => {
    expect((await introspect()).status).toBe(200);
    const aborted = jest.spyOn(AbortController.prototype, 'abort');
    const timed = jest.spyOn(AbortSignal, 'timeout');
    for (let time = 0; time < REQUESTS; time++) await introspect();
    expect(aborted).not.toHaveBeenCalled();
    expect(timed).not.toHaveBeenCalled();
  });

  test('leaves no timer after its response', async () => {
    const set = jest.spyOn(globalThis, 'setTimeout');
    const cleared = jest.spyOn(globalThis, 'clearTimeout');
    await introspect();
    const limits = set.mock.results.filter((_, index) => set.mock.calls[index]?.[1] === 1000);
    expect(limits).toHaveLength(1);
    expect(cleared.mock.calls).toContainEqual([limits[0]?.value]);
  });

  test('is the same whatever other members a body has', async () => {
    let nested: unknown = [];
    for (let depth = 0; depth < 2000; depth++) nested = [nested];
    await introspect();
    // Each object that a walk through the body visits is remembered in one.
    const visited = jest.spyOn(WeakSet.prototype, 'add');
    const { status } = await post(`/oauth/app2wxapp/auth/${pool.userPoolId}`, { ticket: 'x', nested });
    expect(status).toBe(401);
    expect(visited.mock.calls.length).toBeLessThan(100);
  });

  test('parses its body once, serializes its response once and logs one line', async () => {
    await introspect();
    const parsed = jest.spyOn(JSON, 'parse');
    const serialized = jest.spyOn(JSON, 'stringify');
    server.logLines.length = 0;
    await introspect();
    const objects = serialized.mock.calls.filter(([value]) => typeof value === 'object');
    // Besides, this test serializes the body and parses the response.
    expect([parsed.mock.calls.length, objects.length]).toEqual([2, 2]);
    expect(server.logLines).toHaveLength(1);
  });

  // With Redis, each is a round trip.
  test.each<[name: string, kinds: readonly string[], send: () => Promise<unknown>]>([
    ['an introspection', ['ip', 'backend'], introspect],
    [
      'an exchange with the secret',
      ['ip', 'backend'],
      () => server.exchange(pool, { ticket: 't'.repeat(43), secret: pool.secret }),
    ],
    [
      'an exchange with the address of the user',
      ['ip', 'backend', 'ip'],
      () =>
        server.exchange(
          pool,
          { ticket: 't'.repeat(43), secret: pool.secret },
          { 'app2wxapp-client-address': '203.0.113.7' },
        ),
    ],
    [
      'an exchange without the secret',
      ['ip', 'ip', 'pool'],
      () => server.exchange(pool, { ticket: 't'.repeat(43) }),
    ],
    ['an issue', ['ip', 'pool', 'openid'], () => server.issue(pool)],
    ['what the consent page shows', ['ip'], () => server.send(`/oauth/app2wxapp/pools/${pool.userPoolId}`)],
    ['the published keys', [], () => server.send('/.well-known/jwks.json')],
    ['the health', [], () => server.send('/health/ready')],
  ])('counts in the rate limits for %s: %p', async (_name, kinds, send) => {
    counted.mockClear();
    await send();
    expect(counted.mock.calls.map(([kind]) => kind)).toEqual(kinds);
  });

  test('ends with 503 at the time limit of a request, whatever its handler waits for', async () => {
    const launch = { state: 's'.repeat(43), codeVerifier: 'v'.repeat(43), secret: pool.secret };
    const { status, body } = await post(`/oauth/app2wxapp/claim/${pool.userPoolId}`, launch);
    expect([status, body.detail]).toEqual([503, 'The answer took too long. Try again later.']);
  });
});
