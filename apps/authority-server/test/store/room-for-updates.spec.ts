import { keepTicket, type StoreUnderTest } from '@app2wxapp/authority/contract';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Database } from '../../src/database/database.js';
import { openPgliteDatabase } from '../../src/database/pglite-database.js';
import { createStoreUnderTest } from './store-under-test.js';

const LOGINS = 300;

let database: Database;
let subject: StoreUnderTest;
beforeAll(async () => {
  // Not on a server, where transactions of other tests keep old versions of rows on their pages.
  database = await openPgliteDatabase();
  subject = createStoreUnderTest(database);
}, 60_000);
afterAll(() => database.close());

/** The page of each row of a table. A row that is changed on its page, in columns without an index, costs no index entry. */
const readPages = async (table: 'tickets' | 'accounts', id: 'digest' | 'id') => {
  const selected: unknown = await database.orm.execute(
    sql.raw(`SELECT ${id} AS id, (ctid::text::point)[0]::int AS page FROM ${table}`),
  );
  const { rows } = selected as { readonly rows: { readonly id: string; readonly page: number }[] };
  return new Map(rows.map((row) => [row.id, row.page]));
};

const issue = async () => {
  const kept = [];
  for (let index = 0; index < LOGINS; index++) kept.push(await keepTicket(subject));
  return kept.map(({ take }) => take());
};

test('an exchange changes the rows of its ticket and its account on their pages', async () => {
  const redemptions = await issue();
  const before = [await readPages('tickets', 'digest'), await readPages('accounts', 'id')];
  for (const redemption of redemptions) await subject.store.redeem(redemption);
  const after = [await readPages('tickets', 'digest'), await readPages('accounts', 'id')];
  expect(before.map((pages) => pages.size)).toEqual([LOGINS, LOGINS]);
  expect(after).toEqual(before);
});

test('exchanges of all tickets of a page at once change them on this page', async () => {
  const redemptions = await issue();
  const before = await readPages('tickets', 'digest');
  await Promise.all(redemptions.map((redemption) => subject.store.redeem(redemption)));
  const moved = [...(await readPages('tickets', 'digest'))].filter(([id, page]) => before.get(id) !== page);
  expect(moved).toEqual([]);
});
