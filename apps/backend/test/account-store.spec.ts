import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startStandInAuthority } from '@app2wxapp/authority/testing';
import { startPostgres } from '@app2wxapp/test-environment/servers';
import { AccountStore } from '../src/accounts/account-store.js';
import { openDatabase } from '../src/accounts/database.js';
import { parseSettings } from '../src/boot/settings.js';
import { accountStoreContract } from './account-store.contract.js';
import { bearer, post, startBackend } from './start-backend.js';

const postgres = await startPostgres();
// Without PostgreSQL skipped, after saying so; in CI `startPostgres` fails instead.
const onPostgres = postgres ? describe : describe.skip;
const createDatabase = async () => (await postgres?.createDatabase()) ?? '';

afterAll(() => postgres?.stop());

async function openStore(database: Record<string, string>): Promise<AccountStore> {
  const connection = {
    APP2WXAPP_AUTHORITY: 'https://login.example.com',
    APP2WXAPP_USER_POOL_ID: 'pool',
    APP2WXAPP_SECRET: 'of-a-test',
  };
  return new AccountStore(await openDatabase(parseSettings({ ...connection, ...database })));
}

describe.each([
  { name: 'SQLite', suite: describe, where: async () => ({ DATA_DIR: 'memory://' }) },
  { name: 'PostgreSQL', suite: onPostgres, where: async () => ({ DATABASE_URL: await createDatabase() }) },
])('on $name', ({ suite, where }) => {
  suite('the store of accounts', () => {
    let store: AccountStore;

    beforeAll(async () => {
      store = await openStore(await where());
    }, 60_000);

    afterAll(() => store.onModuleDestroy());

    test.each([...accountStoreContract])('$sentence', ({ prove }) => prove(store));
  });
});

onPostgres('an empty PostgreSQL', () => {
  test('is created by three instances that start at once, and has a user of one in the others', async () => {
    const standIn = await startStandInAuthority();
    const env = { DATABASE_URL: await createDatabase() };
    const backends = await Promise.all([1, 2, 3].map(() => startBackend(standIn, env)));
    const [first, ...others] = backends;
    const ticket = standIn.issueTicket({ nickname: '林' });
    const login = await first?.ask('/auth/wechat', post({ ticket }));
    const change = { ...post({ displayName: '小林' }), method: 'PATCH' };
    await first?.ask('/me', bearer(login?.body.token, change));
    for (const other of others) {
      const { body } = await other.ask('/me', bearer(login?.body.token));
      expect(body).toMatchObject({ nickname: '林', displayName: '小林' });
    }
    await Promise.all(backends.map((backend) => backend.close()));
    await standIn.close();
  }, 60_000);

  test('that is missing stops the start, with a line that does not contain its password', async () => {
    const DATABASE_URL = (await createDatabase()).replace(/\/test_\w+$/, '/nowhere');
    const opening = openStore({ DATABASE_URL });
    await expect(opening).rejects.toThrow('The database does not respond. Check DATABASE_URL or DATA_DIR.');
  });
});
