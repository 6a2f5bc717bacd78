import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePlace } from './free-place.js';
import { startDemo, type Demo } from './start-demo.js';

/** Demo for one test file. */
export interface TemporaryDemo extends Demo {
  /** Ends the processes and removes their data. */
  remove(): Promise<void>;
}

/**
 * Starts a demo in a new folder and on free ports, for tests.
 *
 * @throws {Error} with everything that the processes printed
 */
export async function startTemporaryDemo(): Promise<TemporaryDemo> {
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-'));
  const lines: string[] = [];
  try {
    const demo = await startDemo(await findFreePlace(folder), { onLine: (line) => lines.push(line) });
    const remove = async () => {
      await demo.stop();
      rmSync(folder, { recursive: true, force: true });
    };
    return { ...demo, remove };
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`The demo did not start. It printed:\n${lines.join('\n')}`, { cause });
  }
}
