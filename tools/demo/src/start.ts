import { join, relative } from 'node:path';
import { runLogin, type LoginReport } from './run-login.js';
import { selectPlace } from './select-place.js';
import { startDemo, type Demo } from './start-demo.js';
import { selectTexts } from './texts.js';

const texts = selectTexts();
const print = (line = '') => void process.stdout.write(`${line}\n`);
const complain = (line: string) => void process.stderr.write(`${line}\n`);

const stopping = new AbortController();
let demo: Demo | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, requestStop);

try {
  print(texts.starting);
  demo = await startDemo(selectPlace(), { onLine: complain, signal: stopping.signal });
  printAddresses(demo);
  await showLogin(demo);
  print(`\n${texts.stop}`);
  complain(texts.failed(await demo.failed));
  await end(1);
} catch (error) {
  if (!stopping.signal.aborted) complain(error instanceof Error ? error.message : String(error));
  await end(1);
}

function requestStop(): void {
  // A second signal: at once. The processes end by themselves when this one is gone.
  if (stopping.signal.aborted) process.exit(130);
  stopping.abort();
  print(`\n${texts.stopping}`);
  // During the start, the signal aborts the start.
  if (demo) void end(0);
}

async function end(code: number): Promise<never> {
  await demo?.stop();
  process.exit(stopping.signal.aborted ? 0 : code);
}

function printAddresses({ simulator, authority, backend, dataDir }: Demo): void {
  print(`\n${texts.running}\n`);
  print(`  simulator  ${simulator}  ${texts.open}`);
  print(`  authority  ${authority}`);
  print(`  backend    ${backend}`);
  print(`  console    ${authority}/console`);
  print(`\n  ${texts.credentials(relative(process.cwd(), join(dataDir, 'demo.json')))}\n`);
}

async function showLogin(running: Demo): Promise<void> {
  print(`${texts.loginTitle}\n`);
  let number = 0;
  await runLogin(running, (step, report) => {
    number += 1;
    print(`  ${number}  ${texts.steps[step](report as LoginReport)}`);
  });
  print(`\n${texts.again}`);
}
