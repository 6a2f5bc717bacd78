import { AuthorityCopy } from './authority-copy.js';
import type { Fault } from './fault.js';
import { findMain, type Server } from './servers.js';

const MIGRATION = 'ALTER TABLE accounts ADD COLUMN of_the_next_version text';

/**
 * One authority is upgraded to a next version, which brings the tables up to date, while the others run; then they are.
 * The rounds after the first restart each in turn.
 */
export function createUpgrade(authorities: readonly Server[]): Fault {
  const [first, ...others] = authorities;
  let next: AuthorityCopy | undefined;
  const restart = async (server: Server | undefined) => {
    if (!server) return;
    await server.stop();
    server.script = findMain(next?.home ?? '');
    await server.start();
  };
  return {
    name: 'one authority upgraded',
    async inject() {
      next ??= createNextVersion();
      await restart(first);
    },
    async heal() {
      for (const server of others) await restart(server);
    },
  };
}

function createNextVersion(): AuthorityCopy {
  const copy = new AuthorityCopy();
  copy.addMigration(MIGRATION);
  process.once('exit', () => copy.remove());
  return copy;
}
