import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { findFreePort, startProcess, type StartedProcess } from '@app2wxapp/test-environment/servers';

const SIMULATOR = fileURLToPath(new URL('../../simulator/', import.meta.url));
let started: StartedProcess | undefined;

afterEach(() => started?.stop('SIGKILL'));

/** Starts the simulator as a process, on any free port unless told otherwise. */
function start(env: NodeJS.ProcessEnv): StartedProcess {
  const inherited = { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, PORT: '0' };
  started = startProcess(process.execPath, ['dist/main.js'], {
    cwd: SIMULATOR,
    env: { ...inherited, ...env },
  });
  return started;
}

async function readAddress(simulator: StartedProcess): Promise<string> {
  const [, address = ''] = await simulator.waitForOutput(
    /^The simulator listens on (http:\/\/localhost:\d+)\n/,
  );
  return address;
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
    simulator.child.kill(signal);
    expect(await simulator.waitForExit()).toBe(0);
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

test('it prints the settings for an authority, without the mini program that it was given', async () => {
  const simulator = start({});
  const address = await readAddress(simulator);
  await simulator.waitForOutput(/WECHAT_APP_SECRET=/);
  const [, ask, ...lines] = simulator.output.stdout.trimEnd().split('\n');
  const given = Object.fromEntries(lines.map((line) => line.split('='))) as Record<string, string>;
  expect([ask, given.WECHAT_API_URL]).toEqual(['Start the authority with:', address]);
  const url = new URL('/cgi-bin/stable_token', address);
  const { WECHAT_APP_ID: appid, WECHAT_APP_SECRET: secret } = given;
  const body = JSON.stringify({ grant_type: 'client_credential', appid, secret });
  const answer = (await (await fetch(url, { method: 'POST', body })).json()) as object;
  expect(answer).toHaveProperty('access_token');
  await simulator.stop();
  const told = start({ WECHAT_APP_SECRET: 'f'.repeat(32) });
  await readAddress(told);
  await told.stop();
  expect(told.output.stdout).not.toContain('WECHAT_APP_SECRET');
});

test.each(['0.0.0.0', '::'])('listening on %s, its address is one of this machine', async (HOST) => {
  const address = await readAddress(start({ HOST }));
  expect((await fetch(`${address}/health/ready`)).status).toBe(200);
});

test('a port in use ends it with one line and exit code 1', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const simulator = start({ PORT: String(port) });
  expect(await simulator.waitForExit()).toBe(1);
  expect(simulator.output.stderr).toMatch(
    /^The simulator cannot start: Port \d+ of 127\.0\.0\.1 is taken\. .*\n$/,
  );
  other.close();
});

test('in quiet mode it prints nothing when nothing is wrong', async () => {
  const port = await findFreePort();
  const simulator = start({ PORT: String(port), LOG_LEVEL: 'warn' });
  await simulator.waitForAnswer(`http://127.0.0.1:${port}/health/ready`);
  expect(simulator.output).toEqual({ stdout: '', stderr: '' });
});

test('a wrong variable ends it with one line that names it', async () => {
  const simulator = start({ AUTHORITY_URL: 'nowhere' });
  expect(await simulator.waitForExit()).toBe(1);
  const [message = '', ...more] = simulator.output.stderr.split('\n');
  expect(message).toMatch(/^The simulator cannot start: /);
  expect(message).toContain('AUTHORITY_URL: must be an origin such as');
  expect(more).toEqual(['']);
});
