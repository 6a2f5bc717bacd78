import { findFreePort } from '@app2wxapp/test-environment/servers';
import type { DemoPlace } from './environment.js';

/** Finds three free ports for a demo beside others, for tests. */
export async function findFreePlace(dataDir: string): Promise<DemoPlace> {
  const ports = new Set<number>();
  while (ports.size < 3) ports.add(await findFreePort());
  const [authority, backend, simulator] = [...ports].map((port) => `http://localhost:${port}`) as [
    string,
    string,
    string,
  ];
  return { dataDir, authority, backend, simulator };
}
