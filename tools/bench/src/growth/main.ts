import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median, type ReportLine } from '../login/report.js';

// Measures each step with a thousand accounts, and with the requested number, each with three earlier logins; then
// again while the authority removes their expired tickets, and an operator's searches, one after the other.

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
  },
});
const STEPS = [
  'issue, returning user',
  'issue, first login',
  'exchange',
  'introspection, active',
  'search, phone number',
  'search, a name of many',
  'search, a name of few',
];
const FEW = '1000';
const MAIN = fileURLToPath(new URL('../login/main.js', import.meta.url));

// The requested number first: a wrong option ends the run before anything is measured.
const many = run(values.accounts);
const few = run(FEW);
const rows = few.map((line, index) => {
  const figures = [line, many[index] ?? line].map(({ rounds }) => median(rounds, 'perSecond'));
  const [before = NaN, after = NaN] = figures;
  const cells = [line.name, ...figures.map(Math.round), (after / before).toFixed(2)];
  return `| ${cells.join(' | ')} |`;
});
const head = `| step | ${FEW} accounts | ${values.accounts} accounts | of it |\n|---|---|---|---|`;
process.stdout.write(`${[head, ...rows].join('\n')}\n`);

function run(accounts: string): ReportLine[] {
  const { seconds, rounds } = values;
  const args = ['--accounts', accounts, '--history', '3', '--seconds', seconds, '--rounds', rounds];
  const { stdout, status, signal, error } = spawnSync(
    process.execPath,
    [MAIN, ...args, '--only', STEPS.join(';'), '--no-floor', '--and-removing', '--json'],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 2 ** 26,
    },
  );
  if (status === null) throw error ?? new Error(`The run with ${accounts} accounts was ended by ${signal}.`);
  if (status !== 0) process.exit(status); // the run has written the reason
  return JSON.parse(stdout) as ReportLine[];
}
