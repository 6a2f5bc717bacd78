import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeViolation } from './history/describe-violation.js';
import { startTestedCluster } from './nemesis/cluster-faults.js';
import type { Fault, TestedDatabase } from './nemesis/fault.js';
import { runRounds, type Outcome } from './nemesis/run-rounds.js';
import { Scene } from './nemesis/scene.js';
import { prepareEmbedded, startTestedPostgres } from './nemesis/single-faults.js';
import { formatHeader, formatRow } from './table.js';

// Tries faults on databases, some rounds of each, and prints the table. Ends with 1 when a rule was broken, or rounds
// ended early because the database was not as before after a fault.

const DATABASES: Readonly<Record<string, (logs: string) => Promise<TestedDatabase | undefined>>> = {
  embedded: prepareEmbedded,
  postgres: startTestedPostgres,
  cluster: (logs) => startTestedCluster({ isSynchronous: true, logs }),
  asynchronous: (logs) => startTestedCluster({ isSynchronous: false, logs }),
};
const SHOWN_VIOLATIONS = 3;

const { values } = parseArgs({
  options: {
    database: { type: 'string', multiple: true, default: ['embedded', 'postgres', 'cluster'] },
    fault: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string', default: '3' },
  },
});
const rounds = Number(values.rounds);
/** Folder of the histories, and of the logs of all servers in a folder for each start. */
const folder = fileURLToPath(new URL('../.data/', import.meta.url));
mkdirSync(folder, { recursive: true });
// What was started ends with this process, where that one is not killed.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

try {
  process.stdout.write(`${formatHeader()}\n`);
  for (const name of values.database) await tryDatabase(name);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
process.exit();

/** Tries the faults in turn, on a new database after one that did not become as before. */
async function tryDatabase(name: string): Promise<void> {
  let scene = await startScene(name);
  if (!scene) return;
  try {
    for (const faultName of listWanted(name, scene)) {
      scene ??= await startScene(name);
      const fault = scene?.listFaults().find((listed) => listed.name === faultName);
      if (!scene || !fault) return;
      const outcome = await tryFault(name, scene, fault);
      if (!outcome.failure) continue;
      await scene.stop();
      scene = undefined;
    }
  } finally {
    await scene?.stop();
  }
}

function listWanted(name: string, scene: Scene): string[] {
  const names = scene.listFaults().map((fault) => fault.name);
  const unknown = values.fault.filter((each) => !names.includes(each));
  if (unknown.length > 0)
    throw new Error(`${name} has no fault "${unknown.join('", "')}", but these: ${names.join(', ')}.`);
  return values.fault.length === 0 ? names : values.fault;
}

async function tryFault(name: string, scene: Scene, fault: Fault): Promise<Outcome> {
  const file = join(folder, `${name}-${fault.name.replaceAll(' ', '-')}-${Date.now()}.jsonl`);
  const outcome = await runRounds(scene, fault, { rounds, file });
  process.stdout.write(`${formatRow(scene.database.name, fault.name, outcome)}\n`);
  const { violations, failure } = outcome;
  for (const violation of violations.slice(0, SHOWN_VIOLATIONS))
    process.stderr.write(`${describeViolation(violation)}\n`);
  if (failure) process.stderr.write(`The rounds ended early: ${failure.message}\n`);
  if (violations.length > 0 || failure) {
    process.stderr.write(`${violations.length} rules broken; the history is ${file}\n`);
    process.exitCode = 1;
  }
  return outcome;
}

async function startScene(name: string): Promise<Scene | undefined> {
  const start = DATABASES[name];
  if (!start) throw new Error(`There is no database "${name}", but ${Object.keys(DATABASES).join(', ')}.`);
  const logs = join(folder, `${name}-${Date.now()}-logs`);
  const database = await start(logs);
  if (!database) return undefined;
  try {
    return await Scene.start(database, logs);
  } catch (error) {
    await database.stop();
    throw error;
  }
}
