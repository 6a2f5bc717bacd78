import { expect, test } from '@jest/globals';
import { readOptions } from '../src/login/read-options.js';

const NAMES = ['issue, first login', 'exchange', 'start'];
const read = (...args: string[]) => readOptions(NAMES, args);

test('a run without options measures every step in three rounds of four seconds, with its floor', () => {
  const { run, counts, isWanted, hasFloor, andRemoving } = read();
  expect(run).toEqual({ seconds: 4, rounds: 3, warmUpSeconds: 2, warmUpRequests: 5000, connections: 64 });
  expect(counts).toEqual({ accounts: 1000, history: 0, once: 100_000 });
  expect([NAMES.every(isWanted), hasFloor, andRemoving]).toEqual([true, true, false]);
});

test('a quick run is one round of two seconds, unless other numbers are given', () => {
  expect(read('--quick').run).toMatchObject({ seconds: 2, rounds: 1, warmUpRequests: 0 });
  expect(read('--quick', '--rounds', '2').run).toMatchObject({ seconds: 2, rounds: 2 });
});

test('parts of names select steps, several with a semicolon between', () => {
  const { isWanted } = read('--only', 'first;start');
  expect(NAMES.map(isWanted)).toEqual([true, false, true]);
});

test.each([
  [['--quik'], 'quik'],
  [['--rounds', '0'], '--rounds must be a whole number of 1 or more.'],
  [['--connections', 'many'], '--connections must be'],
  [['--accounts', '1e6'], '--accounts must be'],
  [['--history', '-1'], 'history'],
  [['--seconds='], '--seconds must be'],
  [['--only', 'exchange;nothing'], 'No step has "nothing" in its name. There are: issue, first login;'],
])('%j is rejected, before anything is started', (args, message) => {
  expect(() => read(...args)).toThrow(message);
});
