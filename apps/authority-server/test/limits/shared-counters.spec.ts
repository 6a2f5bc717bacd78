import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort, startProcess, type StartedProcess } from '@app2wxapp/test-environment/servers';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { createRateLimits, type RateLimits } from '../../src/limits/rate-limits.js';

const NONE = { ipPerMinute: 0, poolPerMinute: 0, openidPerMinute: 0, avatarPerMinute: 0 };

const hasRedis = spawnSync('redis-server', ['--version'], { timeout: 10_000 }).status === 0;
if (!hasRedis) {
  if (process.env.CI) throw new Error('redis-server is not installed.');
  process.stderr.write('redis-server is not installed: the tests of shared rate limits are skipped.\n');
}

// Skipped after the line above says so; in CI a missing Redis is a failure instead.
(hasRedis ? describe : describe.skip)('rate limits in Redis', () => {
  const opened: RateLimits[] = [];
  let redis: StartedProcess;
  let url: string;

  beforeAll(async () => {
    const port = await findFreePort();
    url = `redis://127.0.0.1:${port}`;
    const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', ''];
    redis = startProcess('redis-server', settings);
    await redis.waitForOutput(/Ready to accept connections/);
  }, 90_000);
  afterAll(async () => {
    await Promise.all(opened.map((limits) => limits.close()));
    await redis.stop();
  });

  /** Opens an instance, and waits for its connection to Redis: without it each instance counts for itself. */
  const open = async (warn: () => void = () => undefined) => {
    const limits = createRateLimits({ ...NONE, ipPerMinute: 5 }, { warn, info: () => undefined }, url);
    opened.push(limits);
    const client = new Redis(url, { connectTimeout: 5000, commandTimeout: 5000 });
    for (let attempt = 0; attempt < 100; attempt++) {
      const address = `opened ${opened.length}-${attempt}`;
      await limits.consume('ip', address);
      if ((await client.keys(`*${address}*`)).length > 0) {
        client.disconnect();
        return limits;
      }
      await sleep(100);
    }
    throw new Error('The instance did not count in Redis within ten seconds.');
  };

  test('are one count for all instances', async () => {
    const [one, two] = [await open(), await open()];
    for (let count = 0; count < 5; count++) await (count % 2 === 0 ? one : two).consume('ip', 'a');
    await expect(one.consume('ip', 'a')).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(two.consume('ip', 'a')).rejects.toMatchObject({ code: 'rate_limited' });
    await two.consume('ip', 'b');
  });

  test('are one command for each count, and none without a request', async () => {
    const limits = await open();
    const sent = jest.spyOn(Redis.prototype, 'sendCommand');
    for (let count = 0; count < 4; count++) await limits.consume('ip', 'counted');
    await limits.consume('ip', 'counted', 0);
    expect(sent).toHaveBeenCalledTimes(5);
    await limits.consume('pool', 'without a limit');
    await sleep(1500); // longer than the time between two probes
    expect(sent).toHaveBeenCalledTimes(5);
    sent.mockRestore();
  });

  test('continue in each instance while Redis is paused, after one line in the log, and are shared again later', async () => {
    const warn = jest.fn();
    const limits = await open(warn);
    await limits.consume('ip', 'paused');
    redis.child.kill('SIGSTOP');
    const answers = await Promise.race([
      Promise.allSettled(Array.from({ length: 8 }, () => limits.consume('ip', 'paused'))),
      sleep(5000),
    ]);
    await sleep(1100);
    await limits.consume('ip', 'another');
    redis.child.kill('SIGCONT');
    expect(answers?.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(warn).toHaveBeenCalledTimes(1);
    await sleep(1100);
    // What Redis was sent while it was paused, it counted when it went on.
    await expect(limits.consume('ip', 'paused')).rejects.toMatchObject({ code: 'rate_limited' });
  }, 30_000);

  test('continue in each instance while Redis is down, after one line in the log', async () => {
    const warn = jest.fn();
    const limits = await open(warn);
    await redis.stop('SIGKILL');
    for (let count = 0; count < 5; count++) await limits.consume('ip', 'c');
    await expect(limits.consume('ip', 'c')).rejects.toMatchObject({ code: 'rate_limited' });
    await sleep(2000); // it tries to connect again and again
    expect(warn).toHaveBeenCalledTimes(1);
  }, 30_000);

  test.each([
    ['is not there', 'redis://user:a-password@127.0.0.1:1', 'ECONNREFUSED'],
    ['has no address', 'redis://user:a-password@redis.invalid:6379', 'ENOTFOUND'],
  ])('name the host of a Redis that %s, once, and no password', async (_name, address, reason) => {
    const warn = jest.fn();
    const limits = createRateLimits({ ...NONE, ipPerMinute: 5 }, { warn, info: jest.fn() }, address);
    opened.push(limits);
    await sleep(1500); // it tries to connect again and again
    const { host } = new URL(address);
    expect(warn.mock.calls).toEqual([
      [{ host, reason, remedy: expect.stringContaining('Check') }, expect.any(String)],
    ]);
  });
});
