import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that Linux, macOS and Windows give to connections, and to servers that listen on any port. */
const LOWEST = 20_000;
const END = 32_000;
const ATTEMPTS = 100;
/** Codes of a port that another process has, or that the system keeps for itself. */
const TAKEN: readonly unknown[] = ['EADDRINUSE', 'EACCES'];

/** Ports that this process has found, whose servers may not have started yet. */
const found = new Set<number>();

/**
 * Finds a port of the loopback interface without a listener now, another one at each call. By default, Linux, macOS and
 * Windows do not give it away by themselves, so it is still free when a server starts seconds later.
 *
 * @throws {Error} when each port that was tried is taken, or Node's own when the interface cannot be used
 */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(LOWEST, END);
    if (found.has(port)) continue;
    found.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`Of ${ATTEMPTS} ports from ${LOWEST} to ${END - 1} none is free.`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if (TAKEN.includes((error as NodeJS.ErrnoException).code)) return false;
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
}
