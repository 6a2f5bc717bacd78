import type { Counts } from '../api/client.js';

/** Counts of a range of time, summed up for charts. */
export interface Sums {
  /** Number of openings of the mini program. */
  readonly opened: number;
  /** Number of issued tickets. */
  readonly issued: number;
  /** Number of exchanged tickets. */
  readonly redeemed: number;
  /** Number of replayed tickets. */
  readonly replayed: number;
  /** Number of denials. */
  readonly denied: number;
  /** Number of refusals by reason, the most frequent first. */
  readonly refusals: readonly { readonly reason: string; readonly count: number }[];
  /** Number of openings after which the user neither agreed nor was refused. */
  readonly leftMiniProgram: number;
  /** Number of tickets that were neither exchanged nor refused. */
  readonly leftTicket: number;
}

/** Sums of one step of the chart. */
export interface BucketSums {
  /** Start of the step in the chart, in seconds since 1970. */
  readonly start: number;
  /** Start of the counted time, in seconds since 1970: a first or last step may be cut short. */
  readonly from: number;
  /** End of the counted time, in seconds since 1970. */
  readonly to: number;
  /** Number of openings of the mini program. */
  readonly opened: number;
  /** Number of issued tickets. */
  readonly issued: number;
  /** Number of exchanged tickets. */
  readonly redeemed: number;
  /** Number of refusals. */
  readonly refused: number;
}

const HOUR_SECONDS = 3600;

/** Sums up counts. */
export function sumCounts({ items }: Counts): Sums {
  const of = (...types: string[]) =>
    items.filter(({ type }) => types.includes(type)).reduce((sum, { count }) => sum + count, 0);
  const byReason = new Map<string, number>();
  for (const { type, reason, count } of items) {
    if (isRefusal(type)) byReason.set(reason, (byReason.get(reason) ?? 0) + count);
  }
  const refusals = [...byReason].map(([reason, count]) => ({ reason, count }));
  const [opened, issued, redeemed, denied] = [of('opened'), of('issued'), of('redeemed'), of('denied')];
  return {
    opened,
    issued,
    redeemed,
    replayed: of('replayed'),
    denied,
    refusals: refusals.sort((a, b) => b.count - a.count),
    leftMiniProgram: Math.max(0, opened - issued - denied - of('refused_issue')),
    leftTicket: Math.max(0, issued - redeemed - of('refused_exchange', 'refused_claim')),
  };
}

/** Picks the hours of a step of the chart, so that a chart has about as many steps whatever its range. */
export function pickBucketHours(rangeHours: number): 1 | 6 | 24 {
  if (rangeHours <= 48) return 1;
  return rangeHours <= 7 * 24 ? 6 : 24;
}

/** Sums up by steps, also those without events. Steps of several hours begin at local midnight. */
export function sumByBucket({ from, to, items }: Counts, hours: 1 | 6 | 24): BucketSums[] {
  const buckets = new Map<number, { -readonly [K in keyof BucketSums]: BucketSums[K] }>();
  const first = Math.floor(Date.parse(from) / 1000 / HOUR_SECONDS) * HOUR_SECONDS;
  const last = Math.floor(Date.parse(to) / 1000 / HOUR_SECONDS) * HOUR_SECONDS;
  for (let hour = first; hour <= last; hour += HOUR_SECONDS) {
    const start = findStart(hour, hours);
    const to = hour + HOUR_SECONDS;
    const known = buckets.get(start);
    if (known) known.to = to;
    else buckets.set(start, { start, from: hour, to, opened: 0, issued: 0, redeemed: 0, refused: 0 });
  }
  for (const { hour, type, count } of items) {
    const bucket = buckets.get(findStart(Date.parse(hour) / 1000, hours));
    if (!bucket) continue;
    if (type === 'opened' || type === 'issued' || type === 'redeemed') bucket[type] += count;
    else if (type === 'replayed' || isRefusal(type)) bucket.refused += count;
  }
  return [...buckets.values()];
}

function findStart(second: number, hours: 1 | 6 | 24): number {
  if (hours === 1) return second;
  const at = new Date(second * 1000);
  at.setHours(Math.floor(at.getHours() / hours) * hours, 0, 0, 0);
  return at.getTime() / 1000;
}

function isRefusal(type: string): boolean {
  return type.startsWith('refused_');
}
