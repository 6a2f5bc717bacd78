import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';

const SIMULATOR = fileURLToPath(new URL('../../simulator/', import.meta.url));
let child: ChildProcess | undefined;

afterEach(() => {
  child?.kill('SIGKILL');
});

/** Starts the simulator as a process, on any free port unless told otherwise. */
function start(env: NodeJS.ProcessEnv) {
  const process_ = spawn(process.execPath, ['dist/main.js'], {
    cwd: SIMULATOR,
    env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, PORT: '0', ...env },
  });
  child = process_;
  const output = { stdout: '', stderr: '' };
  process_.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  process_.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const exit = once(process_, 'exit').then(([code]) => code as number | null);
  return { process: process_, output, exit };
}

async function readFreeAddress() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return address;
}

async function readAddress({ process, output }: ReturnType<typeof start>): Promise<string> {
  while (!output.stdout.includes('\n')) await once(process.stdout, 'data');
  const [, address] = /^The simulator listens on (http:\/\/localhost:\d+)\n$/.exec(output.stdout) ?? [];
  return address ?? '';
}

// Windows ends a process at once, whatever it does about signals.
const testSignals = process.platform === 'win32' ? test.skip : test;

testSignals.each(['SIGINT', 'SIGTERM'] as const)(
  'on %s it stops with exit code 0, a browser’s open connection or not',
  async (signal) => {
    const simulator = start({});
    const address = await readAddress(simulator);
    const stream = await fetch(`${address}/__simulator/calls`, { headers: { accept: 'text/event-stream' } });
    expect((await fetch(`${address}/health/ready`)).status).toBe(200);
    simulator.process.kill(signal);
    expect(await simulator.exit).toBe(0);
    expect(simulator.output.stderr).toBe('');
    await stream.body?.cancel().catch(() => undefined);
  },
);

test('it serves the page with a policy that allows scripts of its own only', async () => {
  const address = await readAddress(start({}));
  const response = await fetch(address);
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
});

test('a port that is taken ends it with one line and exit code 1', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const simulator = start({ PORT: String(port) });
  expect(await simulator.exit).toBe(1);
  expect(simulator.output.stderr).toMatch(
    /^The simulator cannot start: Port \d+ of 127\.0\.0\.1 is taken\. .*\n$/,
  );
  other.close();
});

test('told to keep quiet, it says nothing when nothing is wrong', async () => {
  const { port } = (await readFreeAddress()) as AddressInfo;
  const simulator = start({ PORT: String(port), LOG_LEVEL: 'warn' });
  while (!(await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined))?.ok) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(simulator.output).toEqual({ stdout: '', stderr: '' });
});

test('a wrong variable ends it with one line that names it', async () => {
  const simulator = start({ AUTHORITY_URL: 'nowhere' });
  expect(await simulator.exit).toBe(1);
  expect(simulator.output.stderr).toMatch(
    /^The simulator cannot start: AUTHORITY_URL must be an origin .*\n$/,
  );
});
