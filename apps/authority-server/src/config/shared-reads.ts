import type { Clock } from '@app2wxapp/authority';
import { LRUCache } from 'lru-cache';
import { createElapsedTime } from './elapsed-time.js';

/** Options of {@link SharedReads}: the size of the cache, and the lifetime of its values. */
export interface SharedReadsOptions<V> {
  /** Largest number of cached values; the least recently used is removed first. */
  readonly max: number;
  /** Maximum age of a value, in milliseconds since its read began. */
  readonly keepMs: number | ((value: V) => number);
}

/** Cache of values that are read once for all parallel callers. */
export class SharedReads<V> {
  // Wrapped in an object, because the cache stores no `undefined`, which is a valid result too.
  private readonly cache: LRUCache<string, { readonly value: V }, () => Promise<V>>;

  constructor(clock: Clock, { max, keepMs }: SharedReadsOptions<V>) {
    const time = createElapsedTime(clock);
    this.cache = new LRUCache({
      max,
      ttl: 1,
      ttlResolution: 0,
      perf: time,
      // A caller gets the value even if the key is removed during the read; the value is not cached then.
      ignoreFetchAbort: true,
      fetchMethod: async (_key, _stale, { context: read, options }) => {
        const begin = time.now();
        const value = await read();
        const kept = typeof keepMs === 'number' ? keepMs : keepMs(value);
        // 0 would keep it for ever.
        options.ttl = Math.max(1, kept - (time.now() - begin));
        return { value };
      },
    });
  }

  /** Returns a value from the cache, or reads it. @throws the error of `read`, which is not cached */
  async find(key: string, read: () => Promise<V>): Promise<V> {
    const known = this.cache.get(key);
    if (known) return known.value;
    return (await this.cache.forceFetch(key, { context: read })).value;
  }

  /** Returns the cached value of a key unless it is expired; never reads. */
  peek(key: string): V | undefined {
    return this.cache.peek(key)?.value;
  }

  /** Removes a value, even one that is being read. */
  forget(key: string): void {
    this.cache.delete(key);
  }
}
