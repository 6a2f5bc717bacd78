import { setImmediate as endOfTurn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { batchRequests } from '../../src/store/batch-requests.js';

/** Answers each batch when it is told to. */
function createAnswerer() {
  const batches: { requests: readonly number[]; succeed(): void; fail(reason: unknown): void }[] = [];
  const request = batchRequests(
    (requests: readonly number[]) =>
      new Promise<number[]>((resolve, reject) => {
        batches.push({ requests, succeed: () => resolve(requests.map((n) => n * 10)), fail: reject });
      }),
  );
  return { batches, request };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('requests in batches', () => {
  test('a single one is sent alone', async () => {
    const { batches, request } = createAnswerer();
    const answer = request(1);
    await endOfTurn();
    expect(batches.map(({ requests }) => requests)).toEqual([[1]]);
    batches[0]?.succeed();
    expect(await answer).toBe(10);
  });

  test('those of one turn are sent together, 20 at most, and the rest when one of two batches is done', async () => {
    const { batches, request } = createAnswerer();
    const answers = range(1, 50).map(request);
    await endOfTurn();
    expect(batches.map(({ requests }) => requests)).toEqual([range(1, 20), range(21, 40)]);
    answers.push(request(51));
    await endOfTurn();
    expect(batches).toHaveLength(2);
    batches[1]?.succeed();
    await answers[39];
    await endOfTurn();
    expect(batches.slice(2).map(({ requests }) => requests)).toEqual([range(41, 51)]);
    batches.forEach(({ succeed }) => succeed());
    expect(await Promise.all(answers)).toEqual(range(1, 51).map((n) => n * 10));
  });

  test('a failed batch fails its requests, and the next is sent', async () => {
    const { batches, request } = createAnswerer();
    const first = request(1);
    await endOfTurn();
    const second = request(2);
    await endOfTurn();
    batches[0]?.fail(new Error('the connection broke'));
    await expect(first).rejects.toThrow('the connection broke');
    const third = request(3);
    await endOfTurn();
    batches.forEach(({ succeed }) => succeed());
    expect(await Promise.all([second, third])).toEqual([20, 30]);
  });
});
