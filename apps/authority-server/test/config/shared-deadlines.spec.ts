import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { SharedDeadlines } from '../../src/config/shared-deadlines.js';

describe('shared deadlines', () => {
  afterEach(() => void jest.restoreAllMocks());

  const at = (now: number) => jest.spyOn(performance, 'now').mockReturnValue(now);

  test('are one signal and one timer for calls whose time ends within one slot', () => {
    const timers = jest.spyOn(AbortSignal, 'timeout');
    const deadlines = new SharedDeadlines(250);
    at(1000);
    const first = deadlines.after(6000);
    at(1249);
    expect(deadlines.after(6000)).toBe(first);
    expect(deadlines.after(5751)).toBe(first);
    at(1250);
    expect(deadlines.after(6000)).not.toBe(first);
    expect(timers.mock.calls).toEqual([[6000], [6000]]);
  });

  test('abort no later than requested, and at most a slot earlier', () => {
    const timers = jest.spyOn(AbortSignal, 'timeout');
    at(1100);
    new SharedDeadlines(250).after(6000);
    expect(timers.mock.calls).toEqual([[5900]]);
  });

  test('take as many listeners as calls share them, without a warning', async () => {
    const warnings: Error[] = [];
    const keep = (warning: Error) => void warnings.push(warning);
    process.on('warning', keep);
    const signal = new SharedDeadlines(250).after(6000);
    for (let call = 0; call < 100; call++) signal.addEventListener('abort', () => {}, { once: true });
    await sleep(20);
    process.off('warning', keep);
    expect(warnings).toEqual([]);
  });

  test('abort at once when no time is left', async () => {
    const signal = new SharedDeadlines(250).after(0);
    await sleep(20);
    expect(signal.aborted).toBe(true);
  });
});
