import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { AuthorityProcess } from '../authority-process.js';

const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-authority-'));
const run = (env: Record<string, string>) =>
  AuthorityProcess.spawn({ DATA_DIR: join(folder, 'data'), ...env });

describe('the process', () => {
  afterAll(() => {
    AuthorityProcess.killAll();
    rmSync(folder, { recursive: true, force: true });
  });

  test('starts, keeps the data of its first start, and stops with 0 on SIGTERM and SIGINT', async () => {
    const file = join(folder, 'data', 'first-start.json');
    const contents: string[] = [];
    const jwks: string[] = [];
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const server = run({});
      const url = await server.findUrl();
      contents.push(readFileSync(file, 'utf8'));
      jwks.push(await (await fetch(`${url}/.well-known/jwks.json`)).text());
      const { pools } = JSON.parse(contents[0] ?? '') as { pools: { userPoolId: string }[] };
      for (const { userPoolId } of pools) {
        expect((await fetch(`${url}/oauth/app2wxapp/pools/${userPoolId}`)).status).toBe(200);
      }
      server.child.kill(signal);
      if (process.platform !== 'win32') expect(await server.waitForExit()).toBe(0);
      expect(server.output.stderr).toBe('');
    }
    expect(contents[1]).toBe(contents[0]);
    expect(jwks[1]).toBe(jwks[0]);
    expect(JSON.parse(contents[0] ?? '')).toEqual({
      operatorToken: expect.stringMatching(/^.{43}$/),
      pools: [{ userPoolId: expect.any(String), secret: expect.stringMatching(/^.{43}$/) }],
    });
    if (process.platform !== 'win32') {
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(statSync(join(folder, 'data', 'master-key')).mode & 0o777).toBe(0o600);
    }
  }, 60_000);

  test.each<[string, RegExp, (folder: string) => void]>([
    [
      'the master key is another one',
      /^MASTER_KEY does not decrypt 1 secrets in the database, such as signing-key:/,
      (data) => writeFileSync(join(data, 'master-key'), Buffer.alloc(32, 9).toString('base64')),
    ],
    [
      'the database is damaged',
      /^The embedded database .* cannot be opened \(.+\)\. If there is room on the disk, it is damaged: restore/,
      (data) => writeFileSync(join(data, 'pglite', 'global', 'pg_control'), ''),
    ],
    [
      'a file is in the place of the database',
      /^The embedded database .* cannot be opened \(.+\)\./,
      (data) => {
        rmSync(join(data, 'pglite'), { recursive: true });
        writeFileSync(join(data, 'pglite'), '');
      },
    ],
    [
      'the file that says its version is missing, and writes nothing over it',
      /^The embedded database .* cannot be opened \(.*PG_VERSION is missing\)\./,
      (data) => rmSync(join(data, 'pglite', 'PG_VERSION')),
    ],
  ])(
    'reports in one line that %s, and exits with 1',
    async (name, message, damage) => {
      const DATA_DIR = join(folder, `damaged ${name.length}`);
      await (await AuthorityProcess.start({ DATA_DIR })).stop();
      damage(DATA_DIR);
      const server = run({ DATA_DIR });
      expect(await server.waitForExit()).toBe(1);
      expect(server.output.stderr).toMatch(/^[^\n]+\n$/);
      expect(server.output.stderr).toMatch(message);
    },
    120_000,
  );

  test('lets only one process at a time use a data folder', async () => {
    const first = run({ DATA_DIR: join(folder, 'shared') });
    await first.findUrl();
    const second = run({ DATA_DIR: join(folder, 'shared') });
    expect(await second.waitForExit()).toBe(1);
    expect(second.output.stderr).toMatch(/^Another authority uses the data folder .*\n$/);
    first.child.kill('SIGKILL');
    await first.waitForExit();
    const third = run({ DATA_DIR: join(folder, 'shared') });
    await third.findUrl();
    third.child.kill('SIGKILL');
  }, 60_000);

  test('creates a new operator token on the machine, which is recorded, once no other process uses the folder', async () => {
    const DATA_DIR = join(folder, 'lost-token');
    await (await AuthorityProcess.start({ DATA_DIR })).stop();
    const command = AuthorityProcess.spawn({ DATA_DIR }, ['operator-token']);
    expect([await command.waitForExit(), command.output.stderr]).toEqual([0, '']);
    const [, token] =
      /^Operator token for one sign-in within a week: (\S{43})\n$/.exec(command.output.stdout) ?? [];
    const server = await AuthorityProcess.start({ DATA_DIR });
    const session = await fetch(`${server.url}/admin/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    const signedIn = (await session.json()) as { token: string };
    expect(signedIn).toMatchObject({ name: 'made on the machine', role: 'admin' });
    const headers = { authorization: `Bearer ${signedIn.token}` };
    const events = await fetch(`${server.url}/admin/events`, { headers });
    expect(await events.json()).toMatchObject({
      items: [
        { type: 'operator_signed_in' },
        { type: 'operator_created', operator: { name: 'made on the machine' }, ip: 'the machine' },
      ],
    });
    const refused = AuthorityProcess.spawn({ DATA_DIR }, ['operator-token']);
    expect(await refused.waitForExit()).toBe(1);
    expect(refused.output.stderr).toMatch(/^Another authority uses the data folder /);
    await server.stop();
  }, 60_000);

  test('starts again in the same folder after it was killed while unpacking a new database', async () => {
    const data = join(folder, 'unpacking');
    mkdirSync(join(data, 'pglite.unfinished', 'base'), { recursive: true });
    writeFileSync(join(data, 'pglite.unfinished', 'PG_VERSION'), '17\n');
    mkdirSync(join(data, 'pglite')); // another program, or a person, may have created it
    const next = run({ DATA_DIR: data });
    const url = await next.findUrl();
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect(readdirSync(data).sort()).toEqual(['first-start.json', 'lock', 'master-key', 'pglite']);
    if (process.platform !== 'win32') expect(statSync(join(data, 'pglite')).mode & 0o777).toBe(0o700);
    next.child.kill('SIGKILL');
  }, 60_000);

  // Windows has no SIGTERM: `kill` ends the process at once, whatever it is doing.
  (process.platform === 'win32' ? test.skip : test)(
    'answers the requests in flight before it stops, and takes no new ones',
    async () => {
      let asked!: () => void;
      const isAsked = new Promise<void>((resolve) => (asked = resolve));
      const slowWechat = createHttpServer((_, response) => {
        asked();
        setTimeout(() => response.end('{"openid":"o-1","session_key":"k"}'), 1000);
      }).listen(0, '127.0.0.1');
      await once(slowWechat, 'listening');
      const { port } = slowWechat.address() as AddressInfo;
      const dataDir = join(folder, 'flight');
      const server = await AuthorityProcess.start({
        DATA_DIR: dataDir,
        WECHAT_API_URL: `http://127.0.0.1:${port}`,
        WECHAT_APP_ID: 'wx00000000000000aa',
        WECHAT_APP_SECRET: 'not-an-app-secret',
      });
      const { pools } = JSON.parse(readFileSync(join(dataDir, 'first-start.json'), 'utf8')) as {
        pools: { userPoolId: string }[];
      };
      const issued = fetch(`${server.url}/oauth/app2wxapp/tickets/${pools[0]?.userPoolId}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ loginCode: 'a-code', scene: 1069 }),
      });
      await isAsked;
      server.child.kill('SIGTERM');
      expect((await issued).status).toBe(201);
      expect(await server.waitForExit()).toBe(0);
      await expect(fetch(`${server.url}/health/live`)).rejects.toThrow();
      slowWechat.close();
    },
    60_000,
  );

  test('reports in one line that the port is in use, and exits with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = String((other.address() as AddressInfo).port);
    const failed = run({ PORT: port, DATA_DIR: join(folder, 'taken') });
    expect(await failed.waitForExit()).toBe(1);
    expect(failed.output.stderr).toBe(
      `127.0.0.1:${port} is taken. Set PORT and HOST to an address that is free.\n`,
    );
    other.close();
  }, 60_000);

  test('reports in one line that the data folder cannot be written, and exits with 1', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    const failed = run({ DATA_DIR: join(folder, 'a-file', 'below') });
    expect(await failed.waitForExit()).toBe(1);
    expect(failed.output.stderr).toMatch(
      /^The data folder .* cannot be written \(\w+\)\. Set DATA_DIR .*\n$/,
    );
  }, 60_000);

  test('lists in one line every mistake of the environment, and exits with 1', async () => {
    const failed = run({
      PORT: 'http',
      MASTER_KEY: 'short',
      PUBLIC_URL: 'ftp://x',
      WECHAT_APP_ID: 'gh_a781a791e29e',
      LOG_LEVEL: 'loud',
    });
    expect(await failed.waitForExit()).toBe(1);
    expect(failed.output.stderr).toMatch(/^The environment is invalid\. [^\n]*\n$/);
    for (const name of ['PORT', 'MASTER_KEY', 'PUBLIC_URL', 'WECHAT_APP_ID', 'LOG_LEVEL'])
      expect(failed.output.stderr).toContain(name);
  }, 60_000);
});
