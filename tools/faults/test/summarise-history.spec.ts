import { describe, expect, test } from '@jest/globals';
import type { Call } from '../src/history/call.js';
import { findPercentile, summariseHistory } from '../src/history/summarise-history.js';

const login = (start: number, status: number): Call => ({
  client: 'c1',
  operation: 'exchange',
  pool: 'p1',
  start,
  end: start + 100,
  answer: { status },
});
const recover = (calls: Call[], from: number, until = Infinity) =>
  summariseHistory(calls, [], [{ from, until }]).recoveries;

describe('the figures of a history', () => {
  test('count from the fault to the first login after the last failure', () => {
    expect(
      recover([login(0, 200), login(1000, 503), login(2000, 200), login(3000, 0), login(4900, 200)], 1000),
    ).toEqual([4]);
  });

  test('are 0 for a fault that no request noticed, and infinite without a later login', () => {
    expect(recover([login(0, 503), login(1000, 200)], 900)).toEqual([0]);
    expect(recover([login(1000, 503), login(2000, 503)], 900)).toEqual([Infinity]);
  });

  test('count beyond the healing where nothing recovered before it', () => {
    const calls = [login(1000, 503), login(2000, 503), login(3000, 503), login(3900, 200), login(5000, 503)];
    expect(summariseHistory(calls, [], [{ from: 900, until: 2500, atMost: 4500 }]).recoveries).toEqual([3.1]);
    expect(summariseHistory(calls, [], [{ from: 3950, until: 4500, atMost: 6000 }]).recoveries).toEqual([0]);
  });

  test('exclude a request that the next fault ends', () => {
    expect(recover([login(1000, 503), login(2000, 200), login(3950, 503)], 900, 4000)).toEqual([1.2]);
  });

  test('exclude what comes after the next fault', () => {
    expect(recover([login(1000, 503), login(2000, 200), login(5000, 503)], 900, 4000)).toEqual([1.2]);
  });

  test('count logins, and failures of the server that are not 503', () => {
    const calls = [login(0, 200), login(1, 500), login(2, 502), login(3, 503), login(4, 401)];
    const violation = { damage: 'lost', rule: 'x', piece: [] } as const;
    expect(summariseHistory(calls, [violation], [])).toMatchObject({
      logins: 1,
      failures: 2,
      damage: { lost: 1, hung: 0 },
    });
  });

  test('have percentiles that are values', () => {
    expect([0.5, 0.95].map((share) => findPercentile([4, 1, 3, 2], share))).toEqual([2, 4]);
    expect(findPercentile([], 0.5)).toBe(0);
  });
});
