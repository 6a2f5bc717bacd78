import { storeContract, type StoreUnderTest } from '@app2wxapp/authority/contract';
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import type { Database } from '../../src/database/database.js';
import { openPgliteDatabase } from '../../src/database/pglite-database.js';
import { createStoreUnderTest } from './store-under-test.js';

describe('the store on PGlite', () => {
  let database: Database;
  let subject: StoreUnderTest;

  beforeAll(async () => {
    database = await openPgliteDatabase();
    subject = createStoreUnderTest(database);
  }, 60_000);
  afterAll(() => database.close());

  for (const { sentence, prove } of storeContract) {
    test(sentence, () => prove(subject), 60_000);
  }
});
