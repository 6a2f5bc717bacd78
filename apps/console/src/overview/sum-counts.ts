import type { Counts } from '../api/client.js';

/** Counts of a time, summed up for charts. */
export interface Sums {
  readonly opened: number;
  readonly issued: number;
  readonly redeemed: number;
  readonly replayed: number;
  readonly denied: number;
  /** The most frequent reason first. */
  readonly refusals: readonly { readonly reason: string; readonly count: number }[];
}

/** One hour of {@link Series}. */
export interface HourSums {
  /** Seconds since 1970, when it began. */
  readonly hour: number;
  readonly opened: number;
  readonly issued: number;
  readonly redeemed: number;
  readonly refused: number;
}

const HOUR_SECONDS = 3600;

export function sumCounts({ items }: Counts): Sums {
  const of = (type: string) =>
    items.filter((item) => item.type === type).reduce((sum, { count }) => sum + count, 0);
  const byReason = new Map<string, number>();
  for (const { type, reason, count } of items) {
    if (isRefusal(type)) byReason.set(reason, (byReason.get(reason) ?? 0) + count);
  }
  const refusals = [...byReason].map(([reason, count]) => ({ reason, count }));
  return {
    opened: of('opened'),
    issued: of('issued'),
    redeemed: of('redeemed'),
    replayed: of('replayed'),
    denied: of('denied'),
    refusals: refusals.sort((a, b) => b.count - a.count),
  };
}

/** One entry for every hour of the time, those without events too. */
export function sumByHour({ from, to, items }: Counts): HourSums[] {
  const first = Math.floor(Date.parse(from) / 1000 / HOUR_SECONDS) * HOUR_SECONDS;
  const last = Math.floor(Date.parse(to) / 1000 / HOUR_SECONDS) * HOUR_SECONDS;
  const hours = Array.from({ length: (last - first) / HOUR_SECONDS + 1 }, (_, index) => ({
    hour: first + index * HOUR_SECONDS,
    opened: 0,
    issued: 0,
    redeemed: 0,
    refused: 0,
  }));
  for (const { hour, type, count } of items) {
    const entry = hours[(Date.parse(hour) / 1000 - first) / HOUR_SECONDS];
    if (!entry) continue;
    if (type === 'opened' || type === 'issued' || type === 'redeemed') entry[type] += count;
    else if (type === 'replayed' || isRefusal(type)) entry.refused += count;
  }
  return hours;
}

function isRefusal(type: string): boolean {
  return type.startsWith('refused_');
}
