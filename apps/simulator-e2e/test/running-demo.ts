import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePlace, startDemo, type Demo } from '@app2wxapp/demo';

/** The three servers as processes, in a new folder and on free ports. */
export interface RunningDemo extends Demo {
  /** Ends the processes and removes their data. */
  remove(): Promise<void>;
}

export async function runDemo(): Promise<RunningDemo> {
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-page-'));
  const lines: string[] = [];
  try {
    const demo = await startDemo(await findFreePlace(folder), { onLine: (line) => lines.push(line) });
    const remove = async () => {
      await demo.stop();
      rmSync(folder, { recursive: true, force: true });
    };
    return { ...demo, remove };
  } catch (cause) {
    throw new Error(`The demo did not start. It printed:\n${lines.join('\n')}`, { cause });
  }
}
