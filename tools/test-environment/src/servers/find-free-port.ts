import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that Linux, macOS and Windows give to connections, and to servers that listen on any port. */
const LOWEST = 20_000;
const END = 32_000;
const ATTEMPTS = 100;

/**
 * Finds a port of the loopback interface without a listener now. No system gives it away by itself, so that it is still
 * free when a server starts seconds later.
 *
 * @throws {Error} when each port that was tried is taken
 */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(LOWEST, END);
    if (await isFree(port)) return port;
  }
  throw new Error(`Of ${ATTEMPTS} ports from ${LOWEST} to ${END - 1} none is free.`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
