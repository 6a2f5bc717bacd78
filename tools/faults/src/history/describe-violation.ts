import type { Call } from './call.js';
import type { Violation } from './violation.js';

/** Writes a violation for people: the rule, and the calls that show it in the order of their ends. */
export function describeViolation({ damage, rule, piece }: Violation): string {
  const lines = [...piece].sort((left, right) => left.end - right.end).map(describeCall);
  return [`${damage}: ${rule}. But:`, ...lines].join('\n');
}

function describeCall({ start, end, client, operation, pool, answer, ...about }: Call): string {
  const names = Object.entries(about).map(([name, value]) => `${name}=${value}`);
  const { status = 'no answer', ...rest } = answer ?? {};
  const answered = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
  const time = `${(start / 1000).toFixed(3)}–${(end / 1000).toFixed(3)} s`;
  return `  ${time} ${client} ${operation} at ${pool} ${names.join(' ')} → ${[status, ...answered].join(' ')}`;
}
