import { expect, test } from '@jest/globals';
import { findValidAfter, systemClock } from '../src/index.js';

test('tokens issued in the second of a logout or before are revoked, and those of the next second are not', () => {
  const logout = new Date('2026-01-02T03:04:05.678Z');
  expect(findValidAfter(logout)).toEqual(new Date('2026-01-02T03:04:06.000Z'));
  expect(findValidAfter(new Date('2026-01-02T03:04:05.000Z'))).toEqual(new Date('2026-01-02T03:04:06.000Z'));
});

test("the system's clock counts milliseconds since 1970", () => {
  const before = Date.now();
  const now = systemClock.now();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});
