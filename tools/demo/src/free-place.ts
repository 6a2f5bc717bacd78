import { findFreePort } from '@app2wxapp/test-environment/servers';
import type { DemoPlace } from './environment.js';

/** Finds three free ports for a demo beside others, for tests. */
export async function findFreePlace(dataDir: string): Promise<DemoPlace> {
  const ports = [await findFreePort(), await findFreePort(), await findFreePort()];
  const [authority, backend, simulator] = ports.map((port) => `http://localhost:${port}`) as [
    string,
    string,
    string,
  ];
  return { dataDir, authority, backend, simulator };
}
