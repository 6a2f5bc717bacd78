import { cpus } from 'node:os';
import type { Measurement } from './measure.js';

/** A line of the table. */
export interface ReportLine {
  readonly name: string;
  readonly rounds: readonly Measurement[];
  readonly floor?: readonly Measurement[];
  /** Places where the processor time is spent. */
  readonly profile?: string;
}

const HEAD = `| step | a second | spread | floor | of its floor | by processor | p50 ms | p99 ms | processor µs | memory MB |
|---|---|---|---|---|---|---|---|---|---|`;

/** Writes the table in Markdown: medians of the rounds, and the spread of our rounds. */
export function writeReport(lines: readonly ReportLine[], circumstances: string): string {
  const profiles = lines.flatMap(({ name, profile }) => (profile ? [`- ${name}: ${profile}`] : []));
  return [
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? '?'}; ${circumstances}`,
    '',
    HEAD,
    ...lines.map(writeRow),
    '',
    'Where the processor’s time goes:',
    '',
    ...profiles,
    '',
  ].join('\n');
}

/** Writes the row of one step. */
export function writeRow({ name, rounds, floor }: ReportLine): string {
  const perSecond = median(rounds, 'perSecond');
  const rates = rounds.map((round) => round.perSecond);
  const spread = (Math.max(...rates) - Math.min(...rates)) / perSecond;
  const floorRate = floor && median(floor, 'perSecond');
  const cells = [
    name,
    Math.round(perSecond),
    `${Math.round(100 * spread)} %`,
    floorRate === undefined ? '' : Math.round(floorRate),
    floorRate === undefined ? '' : (perSecond / floorRate).toFixed(2),
    floor ? (median(floor, 'cpuMicros') / median(rounds, 'cpuMicros')).toFixed(2) : '',
    median(rounds, 'p50Ms').toFixed(1),
    median(rounds, 'p99Ms').toFixed(1),
    Math.round(median(rounds, 'cpuMicros')),
    Math.round(median(rounds, 'megabytes')),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Returns the median of the rounds' figures. */
export function median(rounds: readonly Measurement[], name: keyof Measurement): number {
  const sorted = rounds.map((round) => round[name]).sort((one, two) => one - two);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
