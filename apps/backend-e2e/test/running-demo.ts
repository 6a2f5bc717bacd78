import { findSharedDemo, type DemoPool, type SharedDemo } from '@app2wxapp/demo';

/** The demo that all test files share, its pools by name. */
export interface RunningDemo extends SharedDemo {
  readonly secretPool: DemoPool;
  readonly directPool: DemoPool;
}

export function findRunningDemo(): RunningDemo {
  const demo = findSharedDemo();
  const [secretPool, directPool] = demo.pools as [DemoPool, DemoPool];
  return { ...demo, secretPool, directPool };
}
