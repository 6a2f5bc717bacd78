import { createHash } from 'node:crypto';

/** Entries that are kept at most: a few MB. */
const MAX_ENTRIES = 10_000;

/** Cache of one client about tokens, by their hash; it holds no token. Above 10,000 entries the oldest is removed. */
export class TokenMemory<T> {
  private readonly entries = new Map<string, T>();

  find(token: string): T | undefined {
    return this.entries.get(hash(token));
  }

  keep(token: string, entry: T): void {
    const key = hash(token);
    // As the newest, also where it was kept before.
    this.entries.delete(key);
    this.entries.set(key, entry);
    const [oldest] = this.entries.keys();
    if (this.entries.size > MAX_ENTRIES && oldest !== undefined) this.entries.delete(oldest);
  }

  /** Forgets all entries that `isForgotten` returns true for. */
  forget(isForgotten: (entry: T) => boolean): void {
    for (const [key, entry] of this.entries) if (isForgotten(entry)) this.entries.delete(key);
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
