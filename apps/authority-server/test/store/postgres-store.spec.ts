import { setTimeout as sleep } from 'node:timers/promises';
import type { AuthorityStore } from '@app2wxapp/authority';
import {
  createIdentity,
  keepTicket,
  storeContract,
  type StoreUnderTest,
} from '@app2wxapp/authority/contract';
import { startPostgres } from '@app2wxapp/test-environment/servers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/database/database.js';
import { openPostgresDatabase } from '../../src/database/postgres-database.js';
import { createPool } from '../../src/pools/create-pool.js';
import { AuthorityProcess } from '../authority-process.js';
import { MASTER_KEY, RunningAuthority, type LoginBody } from '../running-authority.js';
import { createStoreUnderTest } from './store-under-test.js';
import { WechatStandIn } from '../wechat-stand-in.js';

const postgres = await startPostgres();
const onPostgres = postgres ? describe : describe.skip;
const logger = { error: () => undefined, warn: () => undefined };
const open = (poolSize = 20): Promise<Database> =>
  openPostgresDatabase(
    { connectionString: postgres?.connectionString ?? '', poolSize, requestTimeoutMs: 60_000 },
    logger,
  );

afterAll(() => postgres?.stop());

onPostgres('an empty PostgreSQL', () => {
  test('is made ready by three instances that start at once', async () => {
    const databases = await Promise.all([open(2), open(2), open(2)]);
    await Promise.all(databases.map((database) => database.ping()));
    await Promise.all(databases.map((database) => database.close()));
  }, 60_000);
});

onPostgres('the store on PostgreSQL', () => {
  let database: Database;
  let subject: StoreUnderTest;

  beforeAll(async () => {
    database = await open();
    subject = createStoreUnderTest(database);
  }, 60_000);
  afterAll(() => database.close());

  for (const { sentence, prove } of storeContract) {
    test(sentence, () => prove(subject), 60_000);
  }
});

onPostgres('two stores on one PostgreSQL', () => {
  const databases: Database[] = [];
  afterAll(() => Promise.all(databases.map((database) => database.close())));

  test('never wait for each other in a circle, whoever takes which tickets in which order', async () => {
    databases.push(await open(), await open());
    const [one, two] = databases.map(createStoreUnderTest) as [StoreUnderTest, StoreUnderTest];
    const userPoolId = await one.createPool();
    const users = Array.from({ length: 8 }, () => createIdentity());
    for (let round = 0; round < 20; round++) {
      const tickets = await Promise.all(
        Array.from({ length: 80 }, (_, index) => keepTicket(one, { userPoolId, identity: users[index % 8] })),
      );
      const attempts = [...tickets, ...[...tickets].reverse()].map(({ take }, index) =>
        (index % 2 === 0 ? one : two).store.redeem(take()),
      );
      const results = await Promise.all(attempts);
      expect(results.filter((result) => result.login)).toHaveLength(80);
    }
    const last = await keepTicket(one, { userPoolId, identity: users[0] });
    expect((await one.store.redeem(last.take())).login?.account.loginsCount).toBe(20 * 10 + 1);
  }, 120_000);
});

onPostgres('the race on PostgreSQL', () => {
  let stop: (() => Promise<void>) | undefined;
  afterEach(() => stop?.());

  test.each<[string, ((store: AuthorityStore) => AuthorityStore) | undefined]>([
    ['as it is', undefined],
    ['slowed by 2 ms before and after every statement', slowDown],
  ])(
    '50 tickets, 20 parallel exchanges each, one winner each, with the store %s',
    async (_name, wrapStore) => {
      const server = await new RunningAuthority().start({ database: await open(), wrapStore });
      const pool = await server.createPool();
      for (let round = 0; round < 50; round++) {
        const ticket = await server.issueTicket(pool);
        const exchange = () => server.exchange(pool, { ticket, secret: pool.secret });
        const answers = await Promise.all(Array.from({ length: 20 }, exchange));
        expect(answers.map(({ status }) => status).sort()).toEqual([
          200,
          ...Array.from({ length: 19 }, () => 401),
        ]);
        const losers = answers.filter(({ body }) => body.error === 'invalid_ticket');
        expect(losers).toHaveLength(19);
      }
      await server.stop();
    },
    120_000,
  );
});

onPostgres('two processes on one PostgreSQL', () => {
  const processes: AuthorityProcess[] = [];
  const wechat = new WechatStandIn();
  afterAll(async () => {
    await Promise.all(processes.map((server) => server.stop()));
    await wechat.stop();
  });

  test('50 tickets, 10 parallel exchanges each at both, one winner each', async () => {
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
    const database = await open(2);
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
