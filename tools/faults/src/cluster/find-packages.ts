import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const POSTGRES = '/usr/lib/postgresql';

/** A command that the cluster runs, and the package of Debian that has it. */
const COMMANDS = {
  patroni: 'patroni python3-etcd',
  etcd: 'etcd-server',
  haproxy: 'haproxy',
  'redis-server': 'redis-server',
  ip: 'iproute2',
  setpriv: 'util-linux',
} as const;

/**
 * Finds what the cluster runs.
 *
 * @returns the folder of the programs of the newest PostgreSQL that is installed
 * @throws {Error} one line that says what is missing
 */
export function findPackages(): string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Error('The cluster needs root on Linux: each of its machines is a network namespace.');
  }
  const path = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  const missing = Object.entries(COMMANDS)
    .filter(([command]) => !path.some((folder) => existsSync(join(folder, command))))
    .map(([, name]) => name as string);
  const [newest] = (existsSync(POSTGRES) ? readdirSync(POSTGRES) : [])
    .map(Number)
    .filter((version) => existsSync(join(POSTGRES, String(version), 'bin/postgres')))
    .sort((left, right) => right - left);
  if (newest === undefined) missing.push('postgresql');
  if (missing.length > 0)
    throw new Error(
      `The cluster needs more packages: apt-get install --no-install-recommends ${missing.join(' ')}`,
    );
  return join(POSTGRES, String(newest), 'bin');
}
