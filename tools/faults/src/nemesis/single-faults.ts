import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@app2wxapp/test-environment/servers';
import { runTool } from '../cluster/run-tool.js';
import type { Fault, TestedDatabase } from './fault.js';
import { signalTree } from './servers.js';

/** Starts one PostgreSQL, and what can go wrong with it. @returns `undefined`, after saying why, where it cannot run */
export async function startTestedPostgres(): Promise<TestedDatabase | undefined> {
  const postgres = await startPostgres();
  if (!postgres) return undefined;
  return {
    name: 'one PostgreSQL',
    environments: [{ DATABASE_URL: postgres.connectionString }, { DATABASE_URL: postgres.connectionString }],
    faults: [
      {
        name: 'killed',
        needsHealing: true,
        inject: () => signalTree(postgres.pid, 'SIGKILL'),
        heal: () => postgres.restart(),
      },
      {
        name: 'restarted',
        inject: () => postgres.restart(),
        heal: () => undefined,
      },
      {
        name: 'paused',
        needsHealing: true,
        inject: () => signalTree(postgres.pid, 'SIGSTOP'),
        heal: () => signalTree(postgres.pid, 'SIGCONT'),
      },
    ],
    stop: () => postgres.stop('SIGKILL'),
  };
}

/** A folder for the embedded database, on a file system that can be filled where this user may mount one. */
export async function prepareEmbedded(): Promise<TestedDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-embedded-'));
  const isMounted = await runTool('mount', '-t', 'tmpfs', '-o', 'size=300m', 'app2wxapp', folder).then(
    () => true,
    () => false,
  );
  const file = join(folder, 'filling');
  const full: Fault = {
    name: 'disk full',
    needsHealing: true,
    inject: async () =>
      void (await runTool('dd', 'if=/dev/zero', `of=${file}`, 'bs=64k').catch(() => undefined)), // until it is full
    heal: () => rmSync(file, { force: true }),
  };
  return {
    name: 'embedded',
    environments: [{ DATA_DIR: join(folder, 'data') }],
    faults: isMounted ? [full] : [],
    async stop() {
      if (isMounted) await runTool('umount', folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
