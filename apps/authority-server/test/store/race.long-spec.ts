import { setTimeout as sleep } from 'node:timers/promises';
import type { AuthorityStore } from '@app2wxapp/authority';
import { startPostgres } from '@app2wxapp/test-environment/servers';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/database/database.js';
import { openPostgresDatabase } from '../../src/database/postgres-database.js';
import { createPool } from '../../src/pools/create-pool.js';
import { AuthorityProcess } from '../authority-process.js';
import { MASTER_KEY, RunningAuthority, type LoginBody } from '../running-authority.js';
import { WechatStandIn } from '../wechat-stand-in.js';

const postgres = await startPostgres();
const open = (): Promise<Database> =>
  openPostgresDatabase(
    { connectionString: postgres?.connectionString ?? '', poolSize: 20, requestTimeoutMs: 60_000 },
    { error: () => undefined, warn: () => undefined },
  );

afterAll(() => postgres?.stop());

(postgres ? describe : describe.skip)('the race on PostgreSQL', () => {
  test('of 20 parallel exchanges of each of 50 tickets one succeeds, with 2 ms before and after every statement', async () => {
    const server = await new RunningAuthority().start({ database: await open(), wrapStore: slowDown });
    const pool = await server.createPool();
    for (let round = 0; round < 50; round++) {
      const ticket = await server.issueTicket(pool);
      const exchange = () => server.exchange(pool, { ticket, secret: pool.secret });
      const answers = await Promise.all(Array.from({ length: 20 }, exchange));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ body }) => body.error === 'invalid_ticket')).toHaveLength(19);
    }
    await server.stop();
  }, 120_000);
});

(postgres ? describe : describe.skip)('two processes on one PostgreSQL', () => {
  const processes: AuthorityProcess[] = [];
  const wechat = new WechatStandIn();
  afterAll(async () => {
    await Promise.all(processes.map((server) => server.stop()));
    await wechat.stop();
  });

  test('of 10 parallel exchanges of each of 50 tickets at both instances one succeeds', async () => {
    const env = {
      DATABASE_URL: postgres?.connectionString ?? '',
      MASTER_KEY: MASTER_KEY.toString('base64'),
      PUBLIC_URL: 'https://authority.example',
      WECHAT_API_URL: await wechat.start(),
      WECHAT_APP_ID: wechat.appId,
      WECHAT_APP_SECRET: wechat.appSecret,
      LOG_LEVEL: 'info',
    };
    processes.push(...(await Promise.all([AuthorityProcess.start(env), AuthorityProcess.start(env)])));
    const database = await open();
    const pool = await createPool(database.orm, new Date(), {
      name: 'two processes',
      allowAnyApp: true,
    });
    await database.close();
    const urls = processes.map(({ url }) => url);
    const send = async (url: string, path: string, body: object) => {
      const response = await fetch(`${url}/oauth/app2wxapp/${path}/${pool.userPoolId}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: (await response.json()) as LoginBody };
    };
    for (let round = 0; round < 50; round++) {
      const loginCode = wechat.createLoginCode(`o-two-${round}`);
      const issued = await send(urls[round % 2] ?? '', 'tickets', { loginCode, scene: 1069 });
      const { ticket } = issued.body;
      const exchange = (_: unknown, index: number) =>
        send(urls[index % 2] ?? '', 'auth', { ticket, secret: pool.secret });
      const answers = await Promise.all(Array.from({ length: 20 }, exchange));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ body }) => body.error === 'invalid_ticket')).toHaveLength(19);
    }
    const keySets = await Promise.all(
      urls.map(async (url) => (await fetch(`${url}/.well-known/jwks.json`)).text()),
    );
    expect(keySets[1]).toBe(keySets[0]);
  }, 120_000);
});

function slowDown(store: AuthorityStore): AuthorityStore {
  const slow =
    <A extends unknown[], R>(method: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await sleep(2);
      const result = await method(...args);
      await sleep(2);
      return result;
    };
  return {
    issue: slow(store.issue),
    saveAvatar: slow(store.saveAvatar),
    findAvatar: slow(store.findAvatar),
    redeem: slow(store.redeem),
    findTombstone: slow(store.findTombstone),
    insertDenial: slow(store.insertDenial),
    findLaunch: slow(store.findLaunch),
    revokeSession: slow(store.revokeSession),
  };
}
