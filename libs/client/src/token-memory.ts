import { createHash } from 'node:crypto';

/** Largest number of entries: a few MB. */
const MAX_ENTRIES = 10_000;

/** Cache of one client about tokens, by their hash; it holds no token. Above 10,000 entries the oldest is removed. */
export class TokenMemory<T> {
  private readonly entries = new Map<string, T>();

  /** Returns the entry of a token. */
  find(token: string): T | undefined {
    return this.entries.get(hash(token));
  }

  /** Stores the entry of a token, and removes the oldest above the limit. */
  keep(token: string, entry: T): void {
    const key = hash(token);
    // Deleted first, so that it is inserted again as the newest.
    this.entries.delete(key);
    this.entries.set(key, entry);
    const [oldest] = this.entries.keys();
    if (this.entries.size > MAX_ENTRIES && oldest !== undefined) this.entries.delete(oldest);
  }

  /** Removes the entry of a token, unless another one has replaced it. */
  remove(token: string, entry: T): void {
    const key = hash(token);
    if (this.entries.get(key) === entry) this.entries.delete(key);
  }

  /** Forgets all entries for which `isForgotten` returns true. */
  forget(isForgotten: (entry: T) => boolean): void {
    for (const [key, entry] of this.entries) if (isForgotten(entry)) this.entries.delete(key);
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
