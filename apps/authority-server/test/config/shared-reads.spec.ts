import { expect, test } from '@jest/globals';
import { SharedReads } from '../../src/config/shared-reads.js';

const KEEP_MS = 1000;

/** Reads of a cache whose clock the test moves; each ends when the test ends it. */
function createReads<V = string>(keepMs: number | ((value: V) => number) = KEEP_MS) {
  const clock = { ms: 1_700_000_000_000 };
  const reads = new SharedReads<V>({ now: () => clock.ms }, { max: 2, keepMs });
  const begun: Deferred<V>[] = [];
  const read = () => {
    const deferred = defer<V>();
    begun.push(deferred);
    return deferred.promise;
  };
  const find = (key = 'a') => reads.find(key, read);
  const load = async (key: string, value: V) => {
    const found = find(key);
    begun.at(-1)?.resolve(value);
    return found;
  };
  return { clock, reads, begun, find, load };
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function defer<T>(): Deferred<T> {
  let settle = {} as Omit<Deferred<T>, 'promise'>;
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...settle };
}

test('parallel callers share one read, and later ones its value until it is too old', async () => {
  const { clock, begun, find } = createReads();
  const found = [find(), find(), find()];
  begun[0]?.resolve('first');
  expect(await Promise.all(found)).toEqual(['first', 'first', 'first']);
  clock.ms += KEEP_MS;
  expect(await find()).toBe('first');
  clock.ms += 1;
  const next = [find(), find()];
  begun[1]?.resolve('second');
  expect(await Promise.all(next)).toEqual(['second', 'second']);
  expect(begun).toHaveLength(2);
});

test('the age of a value counts from the start of its read', async () => {
  const { clock, begun, find } = createReads();
  const found = find();
  clock.ms += KEEP_MS - 1;
  begun[0]?.resolve('slow');
  expect(await found).toBe('slow');
  clock.ms += 2;
  void find();
  expect(begun).toHaveLength(2);
});

test('a failure reaches each of its callers and is not cached', async () => {
  const { begun, find } = createReads();
  const found = [find(), find()];
  begun[0]?.reject(new Error('the database is away'));
  const ends = await Promise.allSettled(found);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = find();
  begun[1]?.resolve('there');
  expect(await next).toBe('there');
});

test('a missing value is cached as well', async () => {
  const { begun, find, load } = createReads<string | undefined>();
  expect(await load('a', undefined)).toBeUndefined();
  expect(await find()).toBeUndefined();
  expect(begun).toHaveLength(1);
});

test('a value that is removed while it is read reaches its callers and is not cached', async () => {
  const { reads, begun, find } = createReads();
  const before = find();
  reads.forget('a');
  const after = find();
  begun[0]?.resolve('old');
  begun[1]?.resolve('new');
  expect(await Promise.all([before, after])).toEqual(['old', 'new']);
  expect(await find()).toBe('new');
  expect(begun).toHaveLength(2);
});

test('a value may limit its time in the cache, and one that is too old already is not cached', async () => {
  const { clock, begun, find, load } = createReads<number>((keepMs) => keepMs);
  await load('a', 5000);
  clock.ms += 5000;
  expect(await find()).toBe(5000);
  for (const keepMs of [0, -1]) {
    await load('b', keepMs);
    clock.ms += 2;
    expect(await load('b', 5000)).toBe(5000);
    clock.ms += 5001;
  }
  expect(begun).toHaveLength(5);
});

test('the cache keeps no more values than its maximum, and those that were requested last', async () => {
  const { reads, load } = createReads();
  await load('a', '1');
  await load('b', '2');
  await load('c', '3');
  expect(['a', 'b', 'c'].map((key) => reads.peek(key))).toEqual([undefined, '2', '3']);
});

test('after a step of the clock in either direction values are read again, and none is cached until it is back', async () => {
  for (const stepMs of [-3_600_000, 3_600_000, -KEEP_MS - 1]) {
    const { clock, begun, find, load } = createReads();
    expect(await load('a', 'before')).toBe('before');
    clock.ms += stepMs;
    void find();
    expect([stepMs, begun.length]).toEqual([stepMs, 2]);
  }
});
