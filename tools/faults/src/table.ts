import { findPercentile } from './history/summarise-history.js';
import type { Outcome } from './nemesis/run-rounds.js';

const COLUMNS = [
  'database',
  'fault',
  'rounds',
  'logins',
  'lost',
  'stale',
  'doubled',
  'other rules',
  'hung',
  '5xx but 503',
  'recovery s, p50',
  'p95',
  'exits',
];

/** The first two lines of the table, in Markdown. */
export function formatHeader(): string {
  return [formatCells(COLUMNS), formatCells(COLUMNS.map((_, index) => (index < 2 ? '---' : '---:')))].join(
    '\n',
  );
}

/** A line of it: one fault on one database. */
export function formatRow(database: string, fault: string, { rounds, summary, exits }: Outcome): string {
  const { logins, damage, failures, recoveries } = summary;
  const { lost, stale, doubled, forbidden, forked, hung } = damage;
  const [middle, high] = [0.5, 0.95].map((share) => findPercentile(recoveries, share).toFixed(1));
  const counts = [rounds, logins, lost, stale, doubled, forbidden + forked, hung, failures];
  return formatCells([database, fault, ...counts, middle, high, exits]);
}

function formatCells(cells: readonly (string | number | undefined)[]): string {
  return `| ${cells.join(' | ')} |`;
}
