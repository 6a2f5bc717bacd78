import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readOrCreatePools } from './demo-pools.js';
import { createEnvironment, type AppName, type DemoPool } from './environment.js';
import { readFirstStart, type FirstStart } from './first-start.js';
import { readOrCreateOperatorToken } from './operator-token.js';
import { selectPlace } from './select-place.js';
import { appDirectory, isReady } from './service.js';

// Serves one app for development: its environment as in the demo, its compiler watching its source, its process
// restarted at every change. `nx serve <app>` starts the apps that it needs beside it.

const WAIT_MS = 120_000;
const place = selectPlace();
const app = parseApp(process.argv[2]);
const children: ChildProcess[] = [];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));

try {
  const pools = app === 'authority-server' ? [] : await findPools();
  const env = createEnvironment(app, place, pools);
  run(
    [binary('typescript', 'bin/tsc'), '-b', '-w', '--preserveWatchOutput', 'tsconfig.app.json'],
    process.env,
  );
  if (app === 'simulator') run([binary('vite', 'bin/vite.js'), 'build', '--watch'], process.env);
  run(['--watch', '--watch-preserve-output', 'dist/main.js'], env);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  end(1);
}

function parseApp(name: string | undefined): AppName {
  if (name === 'authority-server' || name === 'backend' || name === 'simulator') return name;
  process.stderr.write('Say which app to serve: authority-server, backend or simulator.\n');
  process.exit(2);
}

async function findPools(): Promise<readonly DemoPool[]> {
  const firstStart = await waitForAuthority();
  if (app !== 'simulator') return firstStart.pools;
  const operatorToken = await readOrCreateOperatorToken(place, firstStart);
  const { pools, listed } = await readOrCreatePools(place, { ...firstStart, operatorToken });
  return [...pools, listed];
}

async function waitForAuthority(): Promise<FirstStart> {
  const deadline = Date.now() + WAIT_MS;
  while (Date.now() < deadline) {
    const firstStart = readFirstStart(place);
    if (firstStart && (await isReady(place.authority))) return firstStart;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`No authority answers at ${place.authority}. Start it: npx nx serve authority-server`);
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): void {
  const child = spawn(process.execPath, args, {
    cwd: appDirectory(app),
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  child.once('exit', (code) => end(code ?? 1));
  children.push(child);
}

function binary(packageName: string, path: string): string {
  const require = createRequire(join(appDirectory(app), 'package.json'));
  return join(dirname(require.resolve(`${packageName}/package.json`)), path);
}

function end(code: number): void {
  for (const child of children) child.kill();
  process.exit(code);
}
