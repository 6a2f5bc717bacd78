import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ModuleKind, transpileModule } from 'typescript';
import type { BucketSums } from '../src/overview/sum-counts.js';

const HOUR_MS = 3_600_000;
const SOURCE = readFileSync(new URL('../src/overview/sum-counts.ts', import.meta.url), 'utf8');
const { outputText } = transpileModule(SOURCE, { compilerOptions: { module: ModuleKind.ESNext } });

/** Sums up one `issued` of every hour of each range, in a process of its own: a test cannot change its time zone. */
function sumInZone(timeZone: string, end: string) {
  const ranges = [24, 7 * 24, 30 * 24].map((range) => {
    const first = Math.floor(Date.parse(end) / HOUR_MS) - range;
    const hours = Array.from({ length: range + 1 }, (_, index) => ({
      hour: new Date((first + index) * HOUR_MS).toISOString(),
      type: 'issued',
      reason: '',
      count: 1,
    }));
    const from = new Date(Date.parse(end) - range * HOUR_MS).toISOString();
    return { range, counts: { from, to: end, items: hours } };
  });
  const program = `${outputText}
    const summed = ${JSON.stringify(ranges)}.map(({ range, counts }) => sumByBucket(counts, pickBucketHours(range)));
    console.log(JSON.stringify({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone, summed }));`;
  const env = { ...process.env, TZ: timeZone };
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], { env });
  const { zone, summed } = JSON.parse(output.toString()) as { zone: string; summed: BucketSums[][] };
  return { zone, ranges: ranges.map(({ counts }, index) => ({ counts, buckets: summed[index] ?? [] })) };
}

const ZONES = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Asia/Tehran', 'Australia/Lord_Howe'];
const ENDS = {
  'when New York’s clocks are set back': '2026-11-03T10:20:30.000Z',
  'when they are set forward': '2026-03-10T23:59:59.000Z',
  'on New Year': '2026-01-01T00:00:00.000Z',
};
test.each(ZONES.flatMap((zone) => Object.entries(ENDS).map(([when, end]) => [zone, when, end] as const)))(
  'in %s %s, steps of the chart follow one another without a gap and count every hour once',
  (timeZone, _when, end) => {
    const { zone, ranges } = sumInZone(timeZone, end);
    expect(zone).toBe(timeZone);
    for (const { counts, buckets } of ranges) {
      const hourOf = (iso: string) => Math.floor(Date.parse(iso) / HOUR_MS) * 3600;
      expect(buckets[0]?.from).toBe(hourOf(counts.from));
      expect(buckets.at(-1)?.to).toBe(hourOf(counts.to) + 3600);
      buckets.slice(1).forEach((bucket, index) => expect(bucket.from).toBe(buckets[index]?.to));
      for (const { from, to, issued } of buckets) expect(issued).toBe((to - from) / 3600);
    }
  },
);
