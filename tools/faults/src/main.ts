import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeViolation } from './history/describe-violation.js';
import { startTestedCluster } from './nemesis/cluster-faults.js';
import type { TestedDatabase } from './nemesis/fault.js';
import { runRounds } from './nemesis/run-rounds.js';
import { Scene } from './nemesis/scene.js';
import { prepareEmbedded, startTestedPostgres } from './nemesis/single-faults.js';
import { formatHeader, formatRow } from './table.js';

// Tries faults on databases, some rounds of each, and prints the table. Ends with 1 when a rule was broken.

const DATABASES: Readonly<Record<string, () => Promise<TestedDatabase | undefined>>> = {
  embedded: prepareEmbedded,
  postgres: startTestedPostgres,
  cluster: () => startTestedCluster(true),
  asynchronous: () => startTestedCluster(false),
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
const folder = fileURLToPath(new URL('../.data/', import.meta.url));
mkdirSync(folder, { recursive: true });

try {
  process.stdout.write(`${formatHeader()}\n`);
  for (const name of values.database) await tryDatabase(name);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
process.exit();

async function tryDatabase(name: string): Promise<void> {
  const start = DATABASES[name];
  if (!start) throw new Error(`There is no database "${name}", but ${Object.keys(DATABASES).join(', ')}.`);
  const database = await start();
  if (!database) return;
  const scene = await startScene(database);
  try {
    const faults = scene.listFaults();
    const wanted =
      values.fault.length === 0 ? faults : faults.filter((fault) => values.fault.includes(fault.name));
    if (wanted.length === 0)
      throw new Error(`${name} has these faults: ${faults.map((fault) => fault.name).join(', ')}.`);
    for (const fault of wanted) {
      const file = join(folder, `${name}-${fault.name.replaceAll(' ', '-')}-${Date.now()}.jsonl`);
      const outcome = await runRounds(scene, fault, { rounds, file });
      process.stdout.write(`${formatRow(database.name, fault.name, outcome)}\n`);
      for (const violation of outcome.violations.slice(0, SHOWN_VIOLATIONS))
        process.stderr.write(`${describeViolation(violation)}\n`);
      if (outcome.violations.length > 0) {
        process.stderr.write(`${outcome.violations.length} in all; the history is ${file}\n`);
        process.exitCode = 1;
      }
    }
  } finally {
    await scene.stop();
  }
}

async function startScene(database: TestedDatabase): Promise<Scene> {
  try {
    return await Scene.start(database);
  } catch (error) {
    await database.stop();
    throw error;
  }
}
