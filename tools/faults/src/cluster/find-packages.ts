import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const POSTGRES = '/usr/lib/postgresql';

/** Commands that the cluster runs, and their Debian packages. */
const COMMANDS = {
  patroni: 'patroni python3-etcd',
  etcd: 'etcd-server',
  haproxy: 'haproxy',
  'redis-server': 'redis-server',
  ip: 'iproute2',
  setpriv: 'util-linux',
} as const;

/**
 * Finds the programs of the cluster.
 *
 * @returns the folder of the programs of the newest installed PostgreSQL
 * @throws {Error} one line that names the missing packages
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
