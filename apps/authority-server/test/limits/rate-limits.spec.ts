import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import {
  createRateLimits,
  nameAddress,
  openRateLimits,
  type RateLimits,
} from '../../src/limits/rate-limits.js';
import { parseSettings } from '../../src/config/settings.js';
import { PoolRepository } from '../../src/pools/pool-repository.js';
import { AdminCaller, createAdmin } from '../admin-caller.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

const logger = { warn: () => undefined, info: () => undefined };
const NONE = { ipPerMinute: 0, poolPerMinute: 0, openidPerMinute: 0, avatarPerMinute: 0 };

describe('rate limits', () => {
  let server: RunningAuthority | undefined;
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  test('by address: requests above the limit are rate_limited, with the time to wait, in every style of response', async () => {
    const limits = createRateLimits({ ...NONE, ipPerMinute: 3 }, logger);
    server = await new RunningAuthority().start({ limits });
    const pool = await server.createPool();
    const enveloped = await server.createPool({ responseStyle: 'envelope' });
    const path = `/oauth/app2wxapp/pools/${pool.userPoolId}`;
    for (let count = 0; count < 3; count++) expect((await server.send(path)).status).toBe(200);
    const refused = await server.send(path);
    expect([refused.status, refused.body.error, refused.body.code]).toEqual([429, 'rate_limited', 429]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const wrapped = await server.exchange(enveloped, { ticket: 'x' });
    expect([wrapped.status, wrapped.body.code]).toEqual([200, 429]);
    expect((await server.send('/health/ready')).status).toBe(200);
  }, 60_000);

  test('every documented endpoint below /oauth counts its requests', async () => {
    const running = (server = await new RunningAuthority().start({
      limits: createRateLimits({ ...NONE, ipPerMinute: 1 }, logger),
    }));
    const { userPoolId } = await running.createPool();
    const { body } = await running.send<{ paths: Record<string, Record<string, unknown>> }>('/openapi.json');
    const endpoints = Object.entries(body.paths)
      .filter(([path]) => path.startsWith('/oauth/'))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => [method.toUpperCase(), path] as const),
      );
    expect(endpoints.length).toBeGreaterThan(7);
    await running.send(`/oauth/app2wxapp/pools/${userPoolId}`);
    for (const [method, path] of endpoints) {
      const { status } = await running.send(path.replace('{userPoolId}', userPoolId), { method });
      expect([method, path, status]).toEqual([method, path, 429]);
    }
  }, 60_000);

  test.each(['/oauth/introspect', '/oauth/token', '/oauth/app2wxapp/auth', '/oauth/app2wxapp/claim'])(
    'unreadable bodies count at %s, and after too many no other is read',
    async (endpoint) => {
      const limits = createRateLimits({ ...NONE, ipPerMinute: 3 }, logger);
      const running = (server = await new RunningAuthority().start({ limits }));
      const pool = await running.createPool();
      const path = endpoint.includes('app2wxapp') ? `${endpoint}/${pool.userPoolId}` : endpoint;
      const headers = { 'content-type': 'application/json' };
      const statuses = [];
      for (const body of ['{', '"', `{"a":"${'x'.repeat(20_000)}"}`, '{', '{']) {
        statuses.push((await running.send(path, { method: 'POST', headers, body })).status);
      }
      expect(statuses.map((status) => status === 429)).toEqual([false, false, false, false, true]);
    },
    60_000,
  );

  test('requests to addresses that do not exist count for the address of their caller', async () => {
    const limits = createRateLimits({ ...NONE, ipPerMinute: 3 }, logger);
    const running = (server = await new RunningAuthority().start({ limits }));
    const statuses = [];
    for (const path of ['/', '/none', '/oauth/none', '/none', '/admin/none']) {
      statuses.push((await running.send(path)).status);
    }
    expect(statuses).toEqual([404, 404, 404, 429, 429]);
  }, 60_000);

  test('preflights count for their address before a pool is read', async () => {
    const limits = createRateLimits({ ...NONE, ipPerMinute: 3 }, logger);
    const running = (server = await new RunningAuthority().start({ limits }));
    const reads = jest.spyOn(running.get(PoolRepository), 'find');
    const headers = { origin: 'https://page.example', 'access-control-request-method': 'POST' };
    const statuses = [];
    for (let count = 0; count < 5; count++) {
      const path = `/oauth/app2wxapp/tickets/${count.toString().repeat(24)}`;
      statuses.push((await running.send(path, { method: 'OPTIONS', headers })).status);
    }
    expect([statuses, reads.mock.calls.length]).toEqual([[404, 404, 404, 429, 429], 3]);
  }, 60_000);

  test('unknown pools are not read any more for an address that named too many', async () => {
    const limits = createRateLimits({ ...NONE, ipPerMinute: 3 }, logger);
    const running = (server = await new RunningAuthority().start({ limits }));
    const reads = jest.spyOn(running.get(PoolRepository), 'find');
    const statuses = [];
    for (let count = 0; count < 6; count++) {
      const json = { token: 'x', client_id: count.toString().repeat(24), client_secret: 'y' };
      statuses.push((await running.send('/oauth/introspect', { json })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 429, 429, 429]);
    expect(new Set(reads.mock.calls.map(([id]) => id)).size).toBe(4);
  }, 60_000);

  test('cookies without a session count for their address, where the right one waits too', async () => {
    const limits = createRateLimits({ ...NONE, ipPerMinute: 3 }, logger);
    const running = (server = await new RunningAuthority().start({ limits }));
    const signedIn = await new AdminCaller(running, {}).send('POST', '/session', {
      token: await createAdmin(running),
    });
    const ask = (cookie: string) => new AdminCaller(running, { cookie }).send('GET', '/session');
    const right = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const statuses = [];
    for (let count = 0; count < 10; count++) statuses.push((await ask(right)).status);
    expect(statuses).toEqual(Array.from({ length: 10 }, () => 200));
    const wrong = [];
    for (let count = 0; count < 4; count++) wrong.push((await ask(`app2wxapp_operator=${count}`)).status);
    expect([...wrong, (await ask(right)).status]).toEqual([204, 204, 204, 429, 429]);
  }, 60_000);

  test('wrong tokens of /metrics count for their address, where the right one waits too', async () => {
    const limits = createRateLimits({ ...NONE, signInPerMinute: 2 }, logger);
    const metricsToken = 'a-token-for-metrics';
    const running = (server = await new RunningAuthority().start({ limits, metricsToken }));
    const statuses = [];
    for (const token of [metricsToken, metricsToken, metricsToken, 'a', 'b', 'c', metricsToken]) {
      const headers = { authorization: `Bearer ${token}` };
      statuses.push((await running.send('/metrics', { headers })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 401, 401, 429, 429]);
  }, 60_000);

  test('by pool and by WeChat user', async () => {
    const limits = createRateLimits({ ...NONE, poolPerMinute: 4, openidPerMinute: 2 }, logger);
    const running = (server = await new RunningAuthority().start({ limits }));
    const [one, two] = [await running.createPool(), await running.createPool()];
    const issue = (openid: string) =>
      running.issue(one, { loginCode: running.wechat.createLoginCode(openid) });
    const answers = [await issue('o-a'), await issue('o-a'), await issue('o-a'), await issue('o-b')];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 429, 201]);
    expect((await issue('o-c')).body.error).toBe('rate_limited');
    expect((await running.send(`/oauth/app2wxapp/pools/${two.userPoolId}`)).status).toBe(200);
  }, 60_000);

  describe('of calls with and without the secret', () => {
    const LIMIT = 20;
    const MADE_UP = 'A'.repeat(43);
    let running: RunningAuthority;
    let pool: TestPool;
    beforeEach(async () => {
      const limits = createRateLimits(
        { ...NONE, ipPerMinute: LIMIT, poolPerMinute: LIMIT, backendPerMinute: 2 * LIMIT },
        logger,
      );
      running = server = await new RunningAuthority().start({ limits });
      pool = await running.createPool();
    }, 60_000);

    const exchange = (secret: string, address?: string) =>
      running.exchange(
        pool,
        { ticket: MADE_UP, secret },
        address === undefined ? {} : { 'app2wxapp-client-address': address },
      );
    const introspect = async () => {
      const json = { token: 'x', client_id: pool.userPoolId, client_secret: pool.secret };
      return (await running.send('/oauth/introspect', { json })).status;
    };
    const repeat = async <T>(times: number, run: (index: number) => Promise<T>) => {
      const answers: T[] = [];
      for (let index = 0; index < times; index++) answers.push(await run(index));
      return answers;
    };

    test('count invented tickets for the user who sent them, and neither for another nor for the backend', async () => {
      const answers = await repeat(LIMIT + 5, () => exchange(pool.secret, '203.0.113.50'));
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
      expect((await exchange(pool.secret, '203.0.113.51')).status).toBe(401);
      expect(await introspect()).toBe(200);
    });

    test('that name an address consume neither the limit of that address nor that of another pool', async () => {
      const other = await running.createPool();
      // Of this machine, from which this test sends too.
      const answers = await repeat(LIMIT + 5, () => exchange(pool.secret, '127.0.0.1'));
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
      const headers = { 'app2wxapp-client-address': '127.0.0.1' };
      const elsewhere = await running.exchange(other, { ticket: MADE_UP, secret: other.secret }, headers);
      const direct = await running.send(`/oauth/app2wxapp/pools/${pool.userPoolId}`);
      expect([elsewhere.status, direct.status]).toEqual([401, 200]);
    });

    test('leave a backend its limit when outsiders have consumed theirs, from its own address', async () => {
      await repeat(LIMIT + 5, () => exchange('wrong'));
      expect((await exchange('wrong')).status).toBe(429);
      await repeat(LIMIT + 5, () => running.send(`/oauth/app2wxapp/pools/${pool.userPoolId}`));
      expect([(await exchange(pool.secret)).status, await introspect()]).toEqual([401, 200]);
    });

    test('ignore an address that is named without the secret', async () => {
      const answers = await repeat(LIMIT + 5, (index) => exchange('wrong', `203.0.113.${index}`));
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
    });

    test('apply to a backend too', async () => {
      expect(await repeat(2 * LIMIT, introspect)).toEqual(Array.from({ length: 2 * LIMIT }, () => 200));
      expect(await introspect()).toBe(429);
    });

    test('of the pool count only requests that change something', async () => {
      const settings = { ...NONE, poolPerMinute: 2 };
      await server?.stop();
      running = server = await new RunningAuthority().start({ limits: createRateLimits(settings, logger) });
      pool = await running.createPool();
      const read = () => running.send(`/oauth/app2wxapp/pools/${pool.userPoolId}`);
      expect((await repeat(10, read)).map(({ status }) => status)).toEqual(
        Array.from({ length: 10 }, () => 200),
      );
      expect((await running.issue(pool)).status).toBe(201);
    });
  });

  test('allow a thousand logins from one machine by default', async () => {
    const limits = openRateLimits(parseSettings({}), logger);
    const consumed: Parameters<RateLimits['consume']>[] = [];
    const counting: RateLimits = {
      consume: (...args) => (consumed.push(args), limits.consume(...args)),
      isRedisAway: () => limits.isRedisAway(),
      close: () => limits.close(),
    };
    const running = (server = await new RunningAuthority().start({ limits: counting }));
    const pool = await running.createPool();
    const logIn = async () => {
      await running.send(`/oauth/app2wxapp/pools/${pool.userPoolId}`);
      const ticket = await running.issueTicket(pool);
      return (await running.exchange(pool, { ticket, secret: pool.secret })).status;
    };
    expect(await logIn()).toBe(200);
    const ofOneLogin = consumed.splice(0);
    expect(ofOneLogin.length).toBeGreaterThan(3);
    // Of 998 further logins, each by another user of WeChat, what they count.
    for (let login = 0; login < 998; login++) {
      for (const [kind, key] of ofOneLogin) if (kind !== 'openid') await limits.consume(kind, key);
    }
    expect(await logIn()).toBe(200);
  }, 60_000);

  test('do not make a caller wait longer than the counted time when the clock was set back', async () => {
    const limits = createRateLimits({ ...NONE, ipPerMinute: 1 }, logger);
    await limits.consume('ip', 'a');
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now - 3_600_000);
    const refused = limits.consume('ip', 'a');
    await expect(refused).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 60 });
    clock.mockRestore();
  });

  test('count IPv4 addresses one by one and IPv6 by /56', () => {
    expect(nameAddress('203.0.113.7')).toBe('203.0.113.7');
    expect(nameAddress('2001:db8:1:1fe:3:4:5:6')).toBe('2001:db8:1:100::/56');
    expect(nameAddress('2001:db8:1:1ff::9')).toBe('2001:db8:1:100::/56');
    expect(nameAddress('2001:db8:1:200::9')).toBe('2001:db8:1:200::/56');
  });
});
