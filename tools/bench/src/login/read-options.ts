import { parseArgs } from 'node:util';
import type { RunOptions } from './measure.js';

/** Options of a run. */
export interface BenchOptions {
  readonly run: RunOptions;
  /** Number of accounts, each with `history` earlier logins, and of rows that are used once: more than can be used. */
  readonly counts: { readonly accounts: number; readonly history: number; readonly once: number };
  /** Whether a step or another part of the run is wanted. */
  readonly isWanted: (name: string) => boolean;
  readonly hasFloor: boolean;
  /** Whether each step is measured a second time while expired tickets are removed. */
  readonly andRemoving: boolean;
  readonly isJson: boolean;
}

/**
 * Reads the options of the command line.
 *
 * @param names of the steps and other parts, which `--only` selects from
 * @throws {Error} for an unknown option, a number that is none, and parts of names that no step has
 */
export function readOptions(names: readonly string[], args = process.argv.slice(2)): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      connections: { type: 'string', default: '64' },
      accounts: { type: 'string', default: '1000' },
      only: { type: 'string', default: '' },
      history: { type: 'string', default: '0' },
      'no-floor': { type: 'boolean', default: false },
      'and-removing': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const count = (
    name: 'seconds' | 'rounds' | 'connections' | 'accounts' | 'history',
    usual = '',
    least = 1,
  ) => {
    const text = values[name] ?? usual;
    if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
    throw new Error(`--${name} must be a whole number of ${least} or more.`);
  };
  const run = {
    seconds: count('seconds', values.quick ? '2' : '4'),
    rounds: count('rounds', values.quick ? '1' : '3'),
    warmUpSeconds: 2,
    warmUpRequests: values.quick ? 0 : 5000,
    connections: count('connections'),
  };
  const parts = values.only.split(';');
  const unknown = parts.filter((part) => !names.some((name) => name.includes(part)));
  if (unknown.length > 0)
    throw new Error(`No step has "${unknown.join('", "')}" in its name. There are: ${names.join('; ')}.`);
  return {
    run,
    counts: {
      accounts: count('accounts'),
      history: count('history', '', 0),
      once: (run.rounds * run.seconds + 4 * run.warmUpSeconds) * 5000,
    },
    isWanted: (name) => parts.some((part) => name.includes(part)),
    hasFloor: !values['no-floor'],
    andRemoving: values['and-removing'],
    isJson: values.json,
  };
}
