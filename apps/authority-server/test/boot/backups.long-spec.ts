import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IssuedTicket, User } from '@app2wxapp/core';
import { startPostgres } from '@app2wxapp/test-environment/servers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AuthorityProcess } from '../authority-process.js';
import { MASTER_KEY, type TestPool } from '../running-authority.js';
import { WechatStandIn } from '../wechat-stand-in.js';

// PostgreSQL 15, because Debian's pg_dump dumps no server that is newer than itself.
const postgres = await startPostgres([], 15);
const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-backup-'));
const wechat = new WechatStandIn();
let wechatSettings: Record<string, string>;

beforeAll(async () => {
  wechatSettings = {
    PUBLIC_URL: 'http://login.example', // the same before and after: tokens name it
    WECHAT_API_URL: await wechat.start(),
    WECHAT_APP_ID: wechat.appId,
    WECHAT_APP_SECRET: wechat.appSecret,
  };
});
afterAll(async () => {
  AuthorityProcess.killAll();
  await wechat.stop();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = (env: Record<string, string>) => AuthorityProcess.start({ ...wechatSettings, ...env });

async function post<T>(server: AuthorityProcess, path: string, json: object, token?: string): Promise<T> {
  const authorization = token === undefined ? undefined : { authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify(json),
  });
  expect([path, response.ok]).toEqual([path, true]);
  return (await response.json()) as T;
}

async function logIn(server: AuthorityProcess, { userPoolId, secret }: TestPool): Promise<User> {
  const body = { loginCode: wechat.createLoginCode('o-kept'), scene: 1069 };
  const { ticket } = await post<IssuedTicket>(server, `/oauth/app2wxapp/tickets/${userPoolId}`, body);
  return post<User>(server, `/oauth/app2wxapp/auth/${userPoolId}`, { ticket, secret });
}

/** The account, its count of logins, the session and the keys are those of before. */
async function verifyRestored(server: AuthorityProcess, pool: TestPool, before: User): Promise<void> {
  const client = { client_id: pool.userPoolId, client_secret: pool.secret };
  const introspected = await post(server, '/oauth/introspect', { ...client, token: before.token });
  expect(introspected).toMatchObject({ active: true, sub: before._id });
  expect(await logIn(server, pool)).toMatchObject({ _id: before._id, loginsCount: before.loginsCount + 1 });
}

function runProgram(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 120_000 });
  expect([program, status, stderr]).toEqual([program, 0, '']);
}

(postgres ? describe : describe.skip)('PostgreSQL', () => {
  const connectionString = postgres?.connectionString ?? '';
  const key = { MASTER_KEY: MASTER_KEY.toString('base64') };
  const other = { MASTER_KEY: Buffer.alloc(32, 8).toString('base64') };
  let pool: TestPool;
  let before: User;

  beforeAll(async () => {
    const server = await start({ ...key, DATABASE_URL: connectionString });
    const token = await server.signInFirst();
    const settings = { name: 'kept', allowAnyApp: true };
    const created = await post<{ pool: { id: string }; secret: string }>(
      server,
      '/admin/pools',
      settings,
      token,
    );
    pool = { userPoolId: created.pool.id, secret: created.secret };
    before = await logIn(server, pool);
    await server.stop();
  }, 120_000);

  test('a database restored from pg_dump accepts logins, and rejects another master key at the start', async () => {
    const backup = join(folder, 'backup');
    runProgram('pg_dump', ['--format=custom', `--file=${backup}`, connectionString]);
    const restored = (await postgres?.createDatabase()) ?? '';
    runProgram('pg_restore', ['--no-owner', `--dbname=${restored}`, backup]);
    const refused = AuthorityProcess.spawn({ ...other, DATABASE_URL: restored });
    expect(await refused.waitForExit()).toBe(1);
    expect(refused.output.stderr).toMatch(/^[^\n]*MASTER_KEY must be the key that encrypted it[^\n]*\n$/);
    const server = await start({ ...key, DATABASE_URL: restored });
    await verifyRestored(server, pool, before);
    await server.stop();
  }, 120_000);

  test('a restored database accepts another master key when both are set, and that one alone after its report', async () => {
    const both = { ...other, MASTER_KEY_PREVIOUS: key.MASTER_KEY, DATABASE_URL: connectionString };
    const changing = AuthorityProcess.spawn({ ...wechatSettings, ...both });
    await changing.findUrl();
    await changing.waitForOutput(/every secret is encrypted under MASTER_KEY/);
    await logIn(changing, pool);
    await changing.stop();
    const server = await start({ ...other, DATABASE_URL: connectionString });
    before = await logIn(server, pool);
    await verifyRestored(server, pool, before);
    await server.stop();
    const refused = AuthorityProcess.spawn({ ...key, DATABASE_URL: connectionString });
    expect(await refused.waitForExit()).toBe(1);
    expect(refused.output.stderr).toContain('MASTER_KEY');
  }, 120_000);
});

test('a copy of the embedded folder accepts logins, and rejects another master key at the start', async () => {
  const [kept, restored] = [join(folder, 'kept'), join(folder, 'restored')];
  const server = await start({ DATA_DIR: kept });
  const { pools } = JSON.parse(readFileSync(join(kept, 'first-start.json'), 'utf8')) as { pools: [TestPool] };
  const before = await logIn(server, pools[0]);
  await server.stop();
  cpSync(kept, restored, { recursive: true });
  rmSync(kept, { recursive: true });
  const other = { DATA_DIR: restored, MASTER_KEY: Buffer.alloc(32, 8).toString('base64') };
  const refused = AuthorityProcess.spawn(other);
  expect(await refused.waitForExit()).toBe(1);
  expect(refused.output.stderr).toContain('MASTER_KEY must be the key that encrypted it');
  const again = await start({ DATA_DIR: restored });
  await verifyRestored(again, pools[0], before);
  await again.stop();
}, 120_000);
