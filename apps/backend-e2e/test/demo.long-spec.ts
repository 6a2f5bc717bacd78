import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findFreePlace, type DemoPlace } from '@app2wxapp/demo';

const START = fileURLToPath(new URL('../../../tools/demo/dist/start.js', import.meta.url));
// Windows ends a process at once whatever the signal: there Ctrl-C alone asks politely, and no test can press it.
const testWithSignals = process.platform === 'win32' ? test.skip : test;

describe('npm start', () => {
  let folder: string;
  let place: DemoPlace;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'app2wxapp-'));
    place = await findFreePlace(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  testWithSignals('logs one user in, stops everything on Ctrl-C, and finds pool and user again', async () => {
    const first = await startAndStop(place);
    expect(first.exitCode).toBe(0);
    expect(first.output).toContain(place.simulator);
    expect(first.output).toMatch(/GET \/me .+"_id":"[0-9a-f]{24}"/);
    for (const origin of [place.authority, place.backend, place.simulator]) {
      await expect(fetch(origin)).rejects.toThrow();
    }

    const second = await startAndStop(place);
    const userIn = (output: string) => /"_id":"([0-9a-f]{24})"/.exec(output)?.[1];
    const poolIn = (output: string) => /userPoolId=(\w+)/.exec(output)?.[1];
    expect(userIn(second.output)).toBe(userIn(first.output));
    expect(poolIn(second.output)).toBe(poolIn(first.output));
  });

  testWithSignals('its processes end when it is killed outright', async () => {
    const run = start(place);
    await run.ready;
    run.child.kill('SIGKILL');
    await run.ended;
    await waitUntilRefused(place.authority);
    await waitUntilRefused(place.backend);
    await waitUntilRefused(place.simulator);
  });

  test('a port in use ends in one message that names it, and leaves no process running', async () => {
    const occupant = createServer().listen(Number(new URL(place.backend).port), '127.0.0.1');
    await once(occupant, 'listening');
    const run = start(place);
    await run.ended;
    occupant.close();
    expect(run.child.exitCode).toBe(1);
    expect(run.output()).toContain(new URL(place.backend).port);
    expect(run.output()).not.toMatch(/^[ \t]+at /m);
    await expect(fetch(place.authority)).rejects.toThrow();
  });

  // Root writes wherever it likes, and Windows has no such bits.
  const testWithoutRoot = process.getuid?.() === 0 || process.platform === 'win32' ? test.skip : test;
  testWithoutRoot('a data folder that cannot be written ends in one message that names it', async () => {
    chmodSync(folder, 0o500);
    const run = start(place);
    await run.ended;
    chmodSync(folder, 0o700);
    expect(run.child.exitCode).toBe(1);
    expect(run.output()).toContain(folder);
    expect(run.output()).not.toMatch(/^[ \t]+at /m);
  });

  test('a data folder that is a file ends in one message that names it', async () => {
    const run = start({ ...place, dataDir: START });
    await run.ended;
    expect(run.child.exitCode).toBe(1);
    expect(run.output()).toContain(START);
    expect(run.output()).not.toMatch(/^[ \t]+at /m);
  });
});

function start({ dataDir, authority, backend, simulator }: DemoPlace) {
  const child = spawn(process.execPath, [START], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      AUTHORITY_PORT: new URL(authority).port,
      BACKEND_PORT: new URL(backend).port,
      SIMULATOR_PORT: new URL(simulator).port,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 100_000,
    killSignal: 'SIGKILL',
    // A group of its own: a terminal's Ctrl-C reaches the whole group, not only its first process.
    detached: process.platform !== 'win32',
  });
  let output = '';
  const ended = once(child, 'close');
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes('Ctrl-C')) resolve();
      });
    }
    void ended.then(() => reject(new Error(`It ended before it was ready:\n${output}`)));
  });
  ready.catch(() => {}); // whoever waits for the end only does not ask
  return { child, ready, ended, output: () => output };
}

async function startAndStop(place: DemoPlace) {
  const run = start(place);
  await run.ready;
  process.kill(-(run.child.pid as number), 'SIGINT');
  await run.ended;
  return { output: run.output(), exitCode: run.child.exitCode };
}

async function waitUntilRefused(origin: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answered = await fetch(origin).then(
      () => true,
      () => false,
    );
    if (!answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${origin} still answers.`);
}
