import { expect, test } from '@jest/globals';
import { ClockWatch } from '../../src/database/clock-watch.js';
import type { Database } from '../../src/database/database.js';
import { ExpiredRows } from '../../src/database/expired-rows.js';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

function createWatch() {
  const time = { clock: 1_700_000_000_000, monotonic: 5000 };
  const lines: unknown[] = [];
  const logger = { warn: (...line: unknown[]) => void lines.push(line), error: () => undefined };
  const clock = { now: () => time.clock };
  const watch = new ClockWatch(clock, logger, () => time.monotonic);
  const pass = (ms: number) => {
    time.clock += ms;
    time.monotonic += ms;
  };
  return { time, lines, watch, pass };
}

test.each([
  [YEAR_MS, /^the clock of this machine was stepped forward by 31536000 s: /],
  [-90_000, /^the clock of this machine was stepped back by 90 s: /],
])('a step by %d ms is logged once, and the clock is trusted again after an hour', (stepMs, message) => {
  const { time, lines, watch, pass } = createWatch();
  pass(30_000);
  expect(watch.isTrusted()).toBe(true);
  time.clock += stepMs;
  expect(watch.isTrusted()).toBe(false);
  pass(HOUR_MS - 1);
  expect(watch.isTrusted()).toBe(false);
  expect(lines).toEqual([[{ steppedMs: stepMs }, expect.stringMatching(message)]]);
  pass(1);
  expect(watch.isTrusted()).toBe(true);
});

test('a clock that is slewed is trusted', () => {
  const { time, lines, watch, pass } = createWatch();
  for (let look = 0; look < 100; look++) {
    pass(30_000);
    time.clock += 500;
    expect(watch.isTrusted()).toBe(true);
  }
  expect(lines).toEqual([]);
});

test('no row is removed by a clock that was just set a year ahead, but the database is still maintained', async () => {
  const time = { aheadMs: 0 };
  const sent: string[] = [];
  const database = {
    query: ({ name }: { readonly name: string }) => (sent.push(name), Promise.resolve([])),
    maintain: () => (sent.push('maintain'), Promise.resolve()),
  } as unknown as Database;
  let runScheduled: () => unknown = () => undefined;
  const scheduler = {
    every: (_ms: number, run: () => unknown) => void (runScheduled = run),
    beforeApplicationShutdown: () => undefined,
  };
  const clock = { now: () => Date.now() + time.aheadMs };
  const logger = { error: () => undefined, warn: () => undefined };
  const rows = new ExpiredRows(database, clock, logger, scheduler as never);
  rows.onModuleInit();
  await runScheduled();
  expect(sent).toEqual(
    expect.arrayContaining(['remove_expired_sessions', 'remove_expired_audit_events', 'maintain']),
  );
  sent.length = 0;
  time.aheadMs = YEAR_MS;
  await runScheduled();
  expect(sent).toEqual(['maintain']);
});
