import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { describeViolation } from '../src/history/describe-violation.js';
import { runRounds } from '../src/nemesis/run-rounds.js';
import { Scene } from '../src/nemesis/scene.js';
import { startTestedPostgres } from '../src/nemesis/single-faults.js';

const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-faults-'));
const database = await startTestedPostgres();
const scene = database && (await Scene.start(database));

// Without PostgreSQL these are skipped, after saying so; in CI `startPostgres` fails instead.
(scene ? describe : describe.skip)('two authorities on one PostgreSQL, under load', () => {
  afterAll(async () => {
    await scene?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(['killed', 'paused'])(
    'keep every rule when it is %s',
    async (name) => {
      const fault = scene?.listFaults().find((known) => known.name === name);
      if (!scene || !fault) throw new Error(`there is no fault "${name}"`);
      const { summary, violations, exits } = await runRounds(scene, fault, {
        rounds: 1,
        file: join(folder, `${name}.jsonl`),
        longestFaultMs: 5000,
      });
      expect(violations.map(describeViolation)).toEqual([]);
      expect({ exits, failures: summary.failures }).toEqual({ exits: 0, failures: 0 });
      expect(summary.logins).toBeGreaterThan(10);
    },
    120_000,
  );
});
