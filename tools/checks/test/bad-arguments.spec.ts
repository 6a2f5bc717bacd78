import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { CALLS, PASSES_ON, type Call } from './bad-arguments/calls.js';
import { OWN_ERROR, spoil } from './bad-arguments/spoil.js';
import { ROOT } from './workspace-root.js';

/** A call that waits for longer than this waits for what never comes. */
const DEADLINE_MS = 5_000;

const ENTRIES = ['core', 'client', 'browser', 'nest'].flatMap((library) => {
  const text = readFileSync(`${ROOT}libs/${library}/package.json`, 'utf8');
  const { exports } = JSON.parse(text) as { readonly exports: object };
  return Object.keys(exports)
    .filter((place) => place !== './package.json')
    .map((place) => `@app2wxapp/${library}${place.slice(1)}`);
});

// Wrappers that never answer are waited for, each for seconds.
const { setTimeout: startTimer } = globalThis;
beforeAll(() => {
  const hurry = (run: () => void, ms = 0) => startTimer(run, ms / 50);
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(hurry);
});
afterAll(() => void jest.restoreAllMocks());

describe.each(ENTRIES)('%s', (entry) => {
  const calls = Object.entries(CALLS).filter(([name]) => name.split('#')[0] === entry);

  test('has a call of each exported function', async () => {
    const exported = Object.entries((await import(entry)) as object);
    const functions = exported.filter(([, value]) => typeof value === 'function').map(([name]) => name);
    const called = calls.map(([name]) => name.split('#')[1]?.split('.')[0]);
    expect([...new Set(called)].sort()).toEqual(functions.sort());
  });

  if (calls.length === 0) return;

  test.each(calls)(
    '%s rejects bad arguments by a code',
    async (_name, call) => {
      const found: string[] = [];
      for (const { place, args } of spoil(call.args())) {
        const failure = await failureOf(call, args);
        const isPassedOn = failure === OWN_ERROR && PASSES_ON.test(place);
        // What is no failure of ours is not turned into a problem, but thrown again.
        if (failure === undefined || isPassedOn || Object.is(failure, args[0])) continue;
        found.push(`${place}: ${inspect(failure)}`);
      }
      expect(found).toEqual([]);
    },
    60_000,
  );
});

/** What a call threw, or that it never ended; `undefined` where it returned, or threw an error of ours. */
async function failureOf({ run }: Call, args: readonly unknown[]): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<unknown>((resolve) => {
    timer = startTimer(() => resolve('never ended'), DEADLINE_MS);
  });
  try {
    return await Promise.race([late, run(...args).then(() => undefined)]);
  } catch (error) {
    const { name, code, message } = Object(error) as Partial<Error & { readonly code: unknown }>;
    const isOurs = name === 'App2WxappError' && typeof code === 'string' && message !== '';
    return isOurs ? undefined : error;
  } finally {
    clearTimeout(timer);
  }
}
