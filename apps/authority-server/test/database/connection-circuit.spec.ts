import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { ConnectionCircuit } from '../../src/database/connection-circuit.js';
import { isDatabaseAway } from '../../src/database/is-database-away.js';

const HOUR_MS = 3_600_000;
const refused = () => Promise.reject(Object.assign(new Error('refused'), { code: '57P03' }));
const answered = () => Promise.resolve('answered');

let circuit: ConnectionCircuit;
beforeEach(async () => {
  jest.useFakeTimers();
  circuit = new ConnectionCircuit();
  for (let attempt = 0; attempt < 5; attempt++) await expect(circuit.run(refused)).rejects.toThrow('refused');
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

test('after five lost connections nothing is sent for half a second, and calls fail as with an unavailable database', async () => {
  const send = jest.fn(answered);
  const failure = await circuit.run(send).catch((error: unknown) => error);
  expect([isDatabaseAway(failure), send.mock.calls.length]).toEqual([true, 0]);
  jest.advanceTimersByTime(500);
  expect(await circuit.run(send)).toBe('answered');
});

test.each([-HOUR_MS, HOUR_MS])('a clock that is stepped by %d ms does not change that', async (stepMs) => {
  const now = Date.now() + stepMs;
  jest.spyOn(Date, 'now').mockReturnValue(now);
  await expect(circuit.run(answered)).rejects.toThrow('could not be reached');
  jest.advanceTimersByTime(500);
  expect(await circuit.run(answered)).toBe('answered');
});

test('of many callers one tries, and the others get its result', async () => {
  jest.advanceTimersByTime(500);
  const send = jest.fn(refused);
  const failed = await Promise.allSettled(Array.from({ length: 20 }, () => circuit.run(send)));
  expect([failed.every(({ status }) => status === 'rejected'), send.mock.calls.length]).toEqual([true, 1]);
  jest.advanceTimersByTime(500);
  const later = jest.fn(answered);
  const done = await Promise.all(Array.from({ length: 20 }, () => circuit.run(later)));
  expect([new Set(done).size, later.mock.calls.length]).toEqual([1, 20]);
});

test('an attempt that never ends blocks no caller for ever: each ends with its own request', async () => {
  jest.advanceTimersByTime(500);
  let end: (value: string) => void = () => undefined;
  const hanging = circuit.run(() => new Promise<string>((resolve) => (end = resolve)));
  const waiting = circuit.run(answered);
  expect(await Promise.race([waiting, sleep(200, 'waits')])).toBe('waits');
  end('late');
  expect(await Promise.all([hanging, waiting])).toEqual(['late', 'answered']);
});

test('a refusal of PostgreSQL for another reason does not open the circuit', async () => {
  jest.advanceTimersByTime(500);
  const unique = () => Promise.reject(Object.assign(new Error('unique'), { code: '23505' }));
  for (let attempt = 0; attempt < 6; attempt++) await expect(circuit.run(unique)).rejects.toThrow('unique');
  expect(await circuit.run(answered)).toBe('answered');
});
