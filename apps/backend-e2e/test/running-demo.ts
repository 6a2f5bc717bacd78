import { startTemporaryDemo, type DemoPool, type TemporaryDemo } from '@app2wxapp/demo';

/** A demo of its own for one test file, its pools by name. */
export interface RunningDemo extends TemporaryDemo {
  readonly secretPool: DemoPool;
  readonly directPool: DemoPool;
}

export async function runDemo(): Promise<RunningDemo> {
  const demo = await startTemporaryDemo();
  const [secretPool, directPool] = demo.pools as [DemoPool, DemoPool];
  return { ...demo, secretPool, directPool };
}
