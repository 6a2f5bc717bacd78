import {
  createIdentity,
  keepTicket,
  storeContract,
  type StoreUnderTest,
} from '@app2wxapp/authority/contract';
import { createDatabase } from '@app2wxapp/test-environment/servers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../src/database/database.js';
import { openPostgresDatabase } from '../../src/database/postgres-database.js';
import { describeOnPostgres, SHARED_POSTGRES } from '../databases/test-databases.js';
import { createStoreUnderTest } from './store-under-test.js';

const postgres = SHARED_POSTGRES ? await createDatabase(SHARED_POSTGRES) : '';
const logger = { error: () => undefined, warn: () => undefined };
const open = (poolSize = 20): Promise<Database> =>
  openPostgresDatabase({ connectionString: postgres, poolSize, requestTimeoutMs: 60_000 }, logger);

describeOnPostgres('an empty PostgreSQL', () => {
  test('is migrated by three instances that start at once', async () => {
    const databases = await Promise.all([open(2), open(2), open(2)]);
    await Promise.all(databases.map((database) => database.ping()));
    await Promise.all(databases.map((database) => database.close()));
  }, 60_000);
});

describeOnPostgres('the store on PostgreSQL', () => {
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

describeOnPostgres('two stores on one PostgreSQL', () => {
  const databases: Database[] = [];
  afterAll(() => Promise.all(databases.map((database) => database.close())));

  test('statements never wait for each other in a circle, whatever tickets they redeem in whatever order', async () => {
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
