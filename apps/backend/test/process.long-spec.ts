import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentOf, spawnBackend, type BackendProcess } from './start-backend.js';

let standIn: StandInAuthority;
let processes: BackendProcess[] = [];

beforeEach(async () => {
  standIn = await startStandInAuthority();
});

afterEach(async () => {
  for (const backend of processes) backend.kill('SIGKILL');
  processes = [];
  await standIn.close();
});

function run(env: Record<string, string>): BackendProcess {
  const backend = spawnBackend(env);
  processes.push(backend);
  return backend;
}

const oneLine = /^[^\n]+\n$/;

describe('the process', () => {
  // Windows has no signals to send to another process: there it is ended by its parent's hand.
  const signals = process.platform === 'win32' ? [] : (['SIGINT', 'SIGTERM'] as const);
  test.each([...signals])('prints where it listens, and ends by %s with code 0', async (signal) => {
    const { kill, waitForExit, address } = run(environmentOf(standIn));
    const origin = await address();
    expect((await fetch(`${origin}/health/ready`)).status).toBe(200);
    kill(signal);
    const { code, stdout, stderr } = await waitForExit();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).not.toContain(standIn.secret);
  });

  test('logs no ticket, token, secret or phone number', async () => {
    const { kill, waitForExit, address } = run({ ...environmentOf(standIn), LOG_LEVEL: 'trace' });
    const origin = await address();
    const ticket = standIn.issueTicket({ phone: '17600006754' });
    const response = await fetch(`${origin}/auth/wechat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket }),
    });
    const { token } = (await response.json()) as { token: string };
    await fetch(`${origin}/me`, { headers: { authorization: `Bearer ${token}` } });
    kill();
    const { stdout, stderr } = await waitForExit();
    for (const hidden of [ticket, token, standIn.secret, '17600006754'])
      expect(stdout + stderr).not.toContain(hidden);
  });

  test.each<[string, Record<string, string>, string]>([
    ['an environment that lacks the secret', { APP2WXAPP_SECRET: '' }, 'APP2WXAPP_SECRET'],
    ['a pool id that is none', { APP2WXAPP_USER_POOL_ID: 'a&b' }, 'userPoolId'],
    ['an authority in clear text', { APP2WXAPP_AUTHORITY: 'http://login.example.com' }, 'https://'],
    ['a data folder that cannot be', { DATA_DIR: 'package.json' }, 'DATA_DIR'],
    ['a key that can be guessed', { APP2WXAPP_TOKEN_KEY: 'short' }, 'signingKey'],
    ['a host that is not here', { HOST: '192.0.2.1' }, 'HOST 192.0.2.1'],
  ])('ends with code 1 and one line for %s', async (_name, env, named) => {
    const { code, stdout, stderr } = await run({ ...environmentOf(standIn), ...env }).waitForExit();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(oneLine);
    expect(stderr).toContain(named);
  });

  test('keeps accounts over a restart, and shares its data folder with another process meanwhile', async () => {
    const DATA_DIR = mkdtempSync(join(tmpdir(), 'app2wxapp-backend-'));
    const env = { ...environmentOf(standIn), DATA_DIR };
    const login = (origin: string) =>
      fetch(`${origin}/auth/wechat`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ticket: standIn.issueTicket({ nickname: '林' }) }),
      });
    const first = run(env);
    const { token } = (await (await login(await first.address())).json()) as { token: string };
    const beside = run(env);
    const origins = [await first.address(), await beside.address()];
    const logins = await Promise.all(
      Array.from({ length: 20 }, (_, index) => login(origins[index % 2] ?? '')),
    );
    expect(new Set(logins.map(({ status }) => status))).toEqual(new Set([200]));
    for (const backend of [first, beside]) {
      backend.kill();
      await backend.waitForExit();
    }
    const second = run(env);
    const me = await fetch(`${await second.address()}/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(await me.json()).toMatchObject({ nickname: '林' });
    second.kill();
    await second.waitForExit();
    rmSync(DATA_DIR, { recursive: true, force: true });
  });

  test('ends with code 1 and one line when its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const PORT = String((other.address() as AddressInfo).port);
    const { code, stderr } = await run({ ...environmentOf(standIn), PORT }).waitForExit();
    other.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(oneLine);
    expect(stderr).toContain(`PORT ${PORT}`);
  });
});
