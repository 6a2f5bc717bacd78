// `npm run test:edges`: gives more than a million generated inputs to all parsers and endpoints, and prints how many of
// each there were. Other counts: EDGE_INPUTS, for each parser, and EDGE_REQUESTS, for each group of endpoints; others of
// the same count: EDGE_SEED.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SPEC = /(?:^|\/)(?:parsers|edges)\.long-spec\.ts$/;
const projects = ['libs', 'apps']
  .flatMap((place) => readdirSync(place).map((name) => join(place, name)))
  .filter((folder) => existsSync(join(folder, 'test')))
  .filter((folder) => readdirSync(join(folder, 'test'), { recursive: true }).some((file) => SPEC.test(file)))
  .map((folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).nx.name);

const started = Date.now();
const run = spawn(
  'npx',
  [
    ...['nx', 'run-many', '-t', 'test-long', '-p', projects.join(), '--parallel=1', '--skip-nx-cache'],
    '--outputStyle=stream',
    '--args=--runInBand parsers.long edges.long',
  ],
  {
    env: { EDGE_INPUTS: '9000', EDGE_REQUESTS: '30000', NX_TUI: 'false', ...process.env },
    stdio: ['inherit', 'pipe', 'pipe'],
  },
);
let printed = '';
for (const [from, to] of [
  [run.stdout, process.stdout],
  [run.stderr, process.stderr],
]) {
  from.setEncoding('utf8').on('data', (text) => {
    printed += text;
    to.write(text);
  });
}
run.on('close', (status) => {
  const sum = (kind) =>
    [...printed.matchAll(/\b(\d{1,9}) (inputs|requests) from seed/g)]
      .filter(([, , name]) => name === kind)
      .reduce((total, [, count]) => total + Number(count), 0);
  const [inputs, requests] = [sum('inputs'), sum('requests')];
  const minutes = Math.round((Date.now() - started) / 60_000);
  const text = (count) => count.toLocaleString('en');
  console.log(
    `${text(inputs + requests)} in ${minutes} minutes: ${text(inputs)} inputs to parsers of ${projects.join(', ')}; ` +
      `${text(requests)} requests to endpoints.`,
  );
  process.exitCode = status === 0 && inputs > 0 && requests > 0 ? 0 : 1;
});
