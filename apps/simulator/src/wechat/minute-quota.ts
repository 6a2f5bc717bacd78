import type { Clock } from './one-time-codes.js';

const MINUTE_MS = 60_000;

/** Counter of calls per key in a sliding minute. */
export class MinuteQuota {
  private readonly calls = new Map<string, number[]>();

  constructor(
    private readonly limit: number,
    private readonly clock: Clock,
  ) {}

  /** Counts one call; returns `false` when the minute is full. */
  allows(key: string): boolean {
    const now = this.clock();
    const recent = (this.calls.get(key) ?? []).filter((at) => at > now - MINUTE_MS);
    if (recent.length >= this.limit) return false;
    this.calls.set(key, [...recent, now]);
    return true;
  }
}
