import type { Clock } from '@app2wxapp/authority';
import { LRUCache } from 'lru-cache';
import { createElapsedTime } from './elapsed-time.js';

/** Options of {@link SharedReads}: what is kept, and for how long. */
export interface SharedReadsOptions<V> {
  /** Values that are kept at most; the one that was not asked for longest leaves first. */
  readonly max: number;
  /** How old a value may be, in milliseconds since its read began. */
  readonly keepMs: number | ((value: V) => number);
}

/** Values by key that are read once however many callers ask at a time, and kept for a while. */
export class SharedReads<V> {
  // In an object, because the cache keeps no `undefined`, and that there is none is an answer too.
  private readonly cache: LRUCache<string, { readonly value: V }, () => Promise<V>>;

  constructor(clock: Clock, { max, keepMs }: SharedReadsOptions<V>) {
    const time = createElapsedTime(clock);
    this.cache = new LRUCache({
      max,
      ttl: 1,
      ttlResolution: 0,
      perf: time,
      // A caller of a read gets its value even if the key is forgotten meanwhile; the value is not kept then.
      ignoreFetchAbort: true,
      fetchMethod: async (_key, _stale, { context: read, options }) => {
        const begin = time.now();
        const value = await read();
        const kept = typeof keepMs === 'number' ? keepMs : keepMs(value);
        // 0 would keep it without an end.
        options.ttl = Math.max(1, kept - (time.now() - begin));
        return { value };
      },
    });
  }

  /** @throws what `read` rejects with, which is not kept */
  async find(key: string, read: () => Promise<V>): Promise<V> {
    const known = this.cache.get(key);
    if (known) return known.value;
    return (await this.cache.forceFetch(key, { context: read })).value;
  }

  /** Returns what is kept of a key and not expired, without a read. */
  peek(key: string): V | undefined {
    return this.cache.peek(key)?.value;
  }

  /** Forgets a value, also one that is being read. */
  forget(key: string): void {
    this.cache.delete(key);
  }
}
