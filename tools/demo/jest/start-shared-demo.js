import { startTemporaryDemo } from '../dist/index.js';

// Jest's `globalSetup`: one demo for all test files of a project. `findSharedDemo()` says where it is.
export default async function startSharedDemo() {
  const demo = await startTemporaryDemo();
  globalThis.sharedDemo = demo;
  const { dataDir, authority, backend, simulator, operatorToken, pools } = demo;
  process.env.SHARED_DEMO = JSON.stringify({ dataDir, authority, backend, simulator, operatorToken, pools });
}
