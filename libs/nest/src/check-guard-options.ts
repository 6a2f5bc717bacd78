import type { GuardOptions } from './module-options.js';

const FUNCTIONS = ['validate', 'getRequest'] as const;

/** Lists mistakes in the options, for callers in JavaScript. @returns one sentence each */
export function findGuardOptionMistakes(options: GuardOptions): readonly string[] {
  const { ticketFrom = 'body' } = options;
  return [
    ...(isTicketSource(ticketFrom)
      ? []
      : ['"ticketFrom" must be "body", { header, verifierHeader? } with names of headers, or a function.']),
    ...FUNCTIONS.filter((name) => !['undefined', 'function'].includes(typeof options[name])).map(
      (name) => `"${name}" must be a function.`,
    ),
  ];
}

function isTicketSource(source: unknown): boolean {
  if (source === 'body' || typeof source === 'function') return true;
  const { header, verifierHeader = 'x' } = Object(source) as { header?: unknown; verifierHeader?: unknown };
  return [header, verifierHeader].every((name) => typeof name === 'string' && name !== '');
}
