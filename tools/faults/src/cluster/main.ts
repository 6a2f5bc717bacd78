import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestedCluster } from '../nemesis/cluster-faults.js';
import { Scene } from '../nemesis/scene.js';

// Runs a cluster with two authorities until it is interrupted: three PostgreSQL servers under Patroni, etcd, HAProxy, Redis.

try {
  const logs = mkdtempSync(join(tmpdir(), 'app2wxapp-cluster-logs-'));
  const database = await startTestedCluster({ isSynchronous: true, logs });
  const scene = await Scene.start(database, logs).catch(async (error: unknown) => {
    await database.stop();
    throw error;
  });
  const [first, second] = scene.authorities.map(({ url }) => url);
  const [proxy, servers] = scene.database.environments.map((env) => env.DATABASE_URL);
  process.stdout.write(`Authority through HAProxy:   ${first}\n  DATABASE_URL=${proxy}\n`);
  process.stdout.write(`Authority on all servers:    ${second}\n  DATABASE_URL=${servers}\n`);
  process.stdout.write('Patroni: curl http://10.213.77.11:8008/cluster. Ctrl-C ends all of it.\n');
  process.stdout.write(`Logs: ${logs}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void scene.stop().finally(() => process.exit()));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
