import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readOrCreatePools } from './demo-pools.js';
import { createEnvironment, type AppName, type DemoPlace, type DemoPool } from './environment.js';
import { readFirstStart, type FirstStart } from './first-start.js';
import { readOrCreateOperatorToken } from './operator-token.js';
import { moveClocks } from './move-clocks.js';
import { patchJson } from './json-request.js';
import { writePrivateJson } from './private-json.js';
import { appDirectory, startService, waitUntilReady, type Service } from './service.js';

/** Running demo: three processes, their addresses, and the credentials of the first start. */
export interface Demo extends DemoPlace, FirstStart {
  /** Settles with the name of the first service that ended without being asked to. */
  readonly failed: Promise<string>;
  /** Sends a signal to one of the processes, such as `SIGSTOP` to make a server hang. */
  signal(name: 'authority' | 'backend' | 'simulator', signal: NodeJS.Signals): void;
  /** Ends all processes and waits for them. */
  stop(): Promise<void>;
}

/** Options of {@link startDemo}. */
export interface DemoOptions {
  /** Receives each line that the processes print: warnings and errors. */
  readonly onLine: (line: string) => void;
  /** Aborts the start. Afterwards {@link Demo.stop} ends the demo. */
  readonly signal?: AbortSignal;
}

/**
 * Starts authority, simulator and backend as processes on embedded defaults, waits until all are ready, and writes
 * `demo.json` into the data folder (mode 600). When one of them fails, the others are stopped.
 *
 * @param place where to listen and keep data; the apps must have been built
 * @throws {Error} with a message that says what to do
 */
export async function startDemo(place: DemoPlace, options: DemoOptions): Promise<Demo> {
  const { onLine } = options;
  prepareDataDir(place.dataDir);
  const services: Service[] = [];
  let stopping = false;
  const stop = async () => {
    stopping = true;
    await Promise.all(services.map((service) => service.stop()));
  };
  const start = (app: AppName, pools: readonly DemoPool[]) => {
    const name = app === 'authority-server' ? 'authority' : app;
    const env = { LOG_LEVEL: 'warn', ...createEnvironment(app, place, pools) };
    const clock = app === 'simulator' ? 'time-machine' : 'shifted-clock';
    const directory = appDirectory(app);
    const service = startService({ name, origin: place[name], directory, clock, env, onLine });
    services.push(service);
    return service;
  };
  try {
    const authority = start('authority-server', []);
    await waitUntilReady(authority, options.signal);
    const made = readFirstStart(place);
    if (!made) throw new Error(lostCredentials(place));
    const operatorToken = await readOrCreateOperatorToken(place, made);
    const { pools, listed } = await readOrCreatePools(place, { ...made, operatorToken });
    const firstStart = { operatorToken, pools };
    const shown = [...pools, listed];
    await allowPage(place, firstStart, shown);
    const others = [start('simulator', shown), start('backend', pools)] as const;
    await Promise.all(others.map((service) => waitUntilReady(service, options.signal)));
    moveClocks(others[0].child, [authority.child, others[1].child]);
    const { dataDir, ...addresses } = place;
    writePrivateJson(join(dataDir, 'demo.json'), { ...addresses, ...firstStart });
    const failed = Promise.race(services.map(({ name, exited }) => exited.then(() => name))).then((name) =>
      stopping ? new Promise<never>(() => {}) : name,
    );
    const signal = (name: string, sent: NodeJS.Signals) =>
      void services.find((one) => one.name === name)?.child.kill(sent);
    return { ...place, ...firstStart, failed, signal, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Lets the simulator's page, under both names of this machine, call the authority for the pools that it shows. */
async function allowPage(
  place: DemoPlace,
  { operatorToken }: FirstStart,
  shown: readonly DemoPool[],
): Promise<void> {
  const { port } = new URL(place.simulator);
  const allowedOrigins = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  for (const { userPoolId } of shown) {
    await patchJson(`${place.authority}/admin/pools/${userPoolId}`, { allowedOrigins }, operatorToken);
  }
}

function prepareDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (cause) {
    throw new Error(`The data folder ${dataDir} cannot be written. Free it, or set DATA_DIR to another.`, {
      cause,
    });
  }
}

function lostCredentials({ dataDir }: DemoPlace): string {
  return `The authority's data in ${dataDir} exists, but not its credentials. Remove the folder to start again.`;
}
