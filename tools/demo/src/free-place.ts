import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { DemoPlace } from './environment.js';

/** Finds three free ports for a demo beside others, for tests. Another process may still take one before its use. */
export async function findFreePlace(dataDir: string): Promise<DemoPlace> {
  const servers = [createServer(), createServer(), createServer()] as const;
  const ports: number[] = [];
  for (const server of servers) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ports.push((server.address() as AddressInfo).port);
  }
  for (const server of servers) server.close();
  const [authority, backend, simulator] = ports.map((port) => `http://localhost:${port}`) as [
    string,
    string,
    string,
  ];
  return { dataDir, authority, backend, simulator };
}
