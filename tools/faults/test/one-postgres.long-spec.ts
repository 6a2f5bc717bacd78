import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { describeViolation } from '../src/history/describe-violation.js';
import { AuthorityCopy } from '../src/nemesis/authority-copy.js';
import type { Fault } from '../src/nemesis/fault.js';
import { runRounds } from '../src/nemesis/run-rounds.js';
import { Scene } from '../src/nemesis/scene.js';
import { findMain } from '../src/nemesis/servers.js';
import { startTestedPostgres } from '../src/nemesis/single-faults.js';

const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-faults-'));
const database = await startTestedPostgres();
const scene = database && (await Scene.start(database, folder));

// Without PostgreSQL these are skipped, after saying so; in CI `startPostgres` fails instead.
(scene ? describe : describe.skip)('two authorities on one PostgreSQL, under load', () => {
  afterAll(async () => {
    await scene?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (fault: Fault | undefined) => {
    if (!scene || !fault) throw new Error('there is no such fault');
    const file = join(folder, `${fault.name}.jsonl`);
    return runRounds(scene, fault, { rounds: 1, file, longestFaultMs: 5000 });
  };
  const find = (name: string) => scene?.listFaults().find((fault) => fault.name === name);

  test.each(['killed', 'restarted', 'paused', 'clock stepped'])(
    'keep every rule under the fault: %s',
    async (fault) => {
      const { summary, violations, exits } = await run(find(fault));
      expect(violations.map(describeViolation)).toEqual([]);
      expect({ exits, failures: summary.failures }).toEqual({ exits: 0, failures: 0 });
      expect(summary.logins).toBeGreaterThan(10);
    },
    120_000,
  );

  test('violate a rule, and are caught, when they read whether a ticket is unused before they consume it', async () => {
    const copy = new AuthorityCopy();
    copy.replace(
      'dist/main.js',
      'AND tickets.used_at IS NULL',
      `AND EXISTS (SELECT 1 FROM tickets AS found WHERE found.digest = tickets.digest AND found.used_at IS NULL)
        AND (SELECT pg_sleep(0.05)) IS NOT NULL`,
    );
    for (const server of scene?.authorities ?? []) {
      await server.stop();
      server.script = findMain(copy.home);
      await server.start();
    }
    const nothing = { name: 'nothing', inject: () => undefined, heal: () => undefined };
    let texts: string[] = [];
    for (let attempt = 0; attempt < 8 && texts.length === 0; attempt++) {
      const { violations } = await run(nothing);
      texts = violations.filter(({ damage }) => damage === 'doubled').map(describeViolation);
    }
    copy.remove();
    expect(texts[0]).toMatch(/^doubled: A ticket logs in once\. But:\n(.*\n)*.*exchange.*→ 200 session=/);
  }, 180_000);
});
