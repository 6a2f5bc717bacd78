import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePlace, startDemo, type Demo, type DemoPool } from '@app2wxapp/demo';

/** A demo of its own for one test file, in a new folder and on free ports. */
export interface RunningDemo extends Demo {
  readonly secretPool: DemoPool;
  readonly directPool: DemoPool;
  /** What the processes printed so far. */
  readonly lines: string[];
  /** Ends the processes and removes their data. */
  remove(): Promise<void>;
}

export async function runDemo(): Promise<RunningDemo> {
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-'));
  const lines: string[] = [];
  try {
    const demo = await startDemo(await findFreePlace(folder), { onLine: (line) => lines.push(line) });
    const [secretPool, directPool] = demo.pools as [DemoPool, DemoPool];
    const remove = async () => {
      await demo.stop();
      rmSync(folder, { recursive: true, force: true });
    };
    return { ...demo, secretPool, directPool, lines, remove };
  } catch (cause) {
    throw new Error(`The demo did not start. It printed:\n${lines.join('\n')}`, { cause });
  }
}
