import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DemoPlace } from './environment.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Selects the ports and the data folder of the demo: ports 4000, 3000 and 4300 and the folder `.data`, unless
 * `AUTHORITY_PORT`, `BACKEND_PORT`, `SIMULATOR_PORT` or `DATA_DIR` say otherwise.
 *
 * @throws {Error} when one of the ports is none
 */
export function selectPlace(env: NodeJS.ProcessEnv = process.env): DemoPlace {
  return {
    dataDir: resolve(ROOT, env.DATA_DIR ?? '.data'),
    authority: originAt('AUTHORITY_PORT', env.AUTHORITY_PORT ?? '4000'),
    backend: originAt('BACKEND_PORT', env.BACKEND_PORT ?? '3000'),
    simulator: originAt('SIMULATOR_PORT', env.SIMULATOR_PORT ?? '4300'),
  };
}

function originAt(name: string, port: string): string {
  if (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)
    return `http://localhost:${port}`;
  throw new Error(`${name} must be a port number from 1 to 65535.`);
}
