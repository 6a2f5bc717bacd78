import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import type { Database } from '../../src/database/database.js';
import { UserRepository } from '../../src/users/user-repository.js';
import { describeOnPostgres, openTestDatabase } from '../databases/test-databases.js';

const POOL = 'a'.repeat(24);
const USERS = 30_000;

describeOnPostgres("an operator's search among many users", () => {
  let database: Database;
  let users: UserRepository;
  let spy: jest.SpiedFunction<pg.Client['query']>;
  beforeAll(async () => {
    // Before the first connection is made, which keeps what it finds.
    spy = jest.spyOn(pg.Client.prototype, 'query');
    database = await openTestDatabase();
    users = new UserRepository(database.orm, { now: () => Date.now() });
    await database.orm.execute(
      sql`INSERT INTO user_pools (id, name, created_at) VALUES (${POOL}, 'large', now())`,
    );
    await database.orm
      .execute(sql`INSERT INTO accounts (id, user_pool_id, nickname, phone_e164, phone, signed_up)
      SELECT lpad(to_hex(i), 24, '0'), ${POOL}, CASE WHEN i = 77 THEN '龘小明 Zoe' WHEN i % 2 = 0 THEN '' ELSE '王' || i % 1000 END,
        '+861' || lpad(i::text, 10, '3'), '1' || lpad(i::text, 10, '3'), now() - i * interval '1 second'
      FROM generate_series(1, ${sql.raw(String(USERS))}) AS i`);
    await database.orm.execute(sql`INSERT INTO identities (user_pool_id, app_id, openid, account_id)
      SELECT user_pool_id, 'wx' || right(id, 1), 'o-' || id, id FROM accounts`);
    await database.orm.execute(sql`UPDATE accounts SET unionid = 'u-' || id WHERE id > ${'0'.repeat(22)}`);
    await database.orm.execute(sql`ANALYZE accounts, identities`);
  }, 60_000);
  afterAll(async () => {
    await database.close();
    spy.mockRestore();
  });

  /** The plan of the statement that a search sends. */
  const explain = async (search: { name?: string; phone?: string; wechatUser?: string }): Promise<string> => {
    const { items } = await users.search(POOL, { limit: 50, ...search });
    const sent = spy.mock.calls as unknown as [{ readonly text?: string }, readonly unknown[]][];
    const [query, values] = sent.filter(([{ text }]) => text?.includes('from "accounts"')).at(-1) ?? [];
    expect(items.length).toBeGreaterThan(0);
    const literals = values?.map((value) => `'${String(value)}'`).join();
    return database.orm.transaction(async (transaction) => {
      await transaction.execute(sql.raw(`PREPARE searched AS ${query?.text}`));
      const explained: unknown = await transaction.execute(
        sql.raw(`EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) EXECUTE searched(${literals})`),
      );
      await transaction.execute(sql.raw('DEALLOCATE searched'));
      const { rows } = explained as { readonly rows: Record<string, string>[] };
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
  };
  /** Rows that were read from tables and indexes. */
  const countRead = (plan: string): number =>
    [...plan.matchAll(/Scan [^\n]*actual rows=(\d+)(?:\.\d+)? loops=(\d+)/g)].reduce(
      (sum, [, rows, loops]) => sum + Number(rows) * Number(loops),
      0,
    );
  /** Rows that were read and found not to be wanted. */
  const countRemoved = (plan: string): number =>
    [...plan.matchAll(/Rows Removed by \w+(?: \w+)*: (\d+)/g)].reduce(
      (sum, [, rows]) => sum + Number(rows),
      0,
    );

  test.each(['龘', '小明', '小明 z', 'oe'])(
    'by a rare part of a name, "%s", reads only the matching rows',
    async (name) => {
      const plan = await explain({ name });
      expect(plan).toContain('accounts_nickname_grams_index');
      expect(countRemoved(plan)).toBeLessThan(10);
    },
  );

  test('by a frequent part of a name reads the newest users until a page is full', async () => {
    const plan = await explain({ name: '王' });
    expect(plan).toContain('user_pool_id_signed_up');
    // The cheap comparison first, since it meets every user without a name as well.
    expect(plan).toContain('Filter: ((strpos(');
    expect(countRemoved(plan)).toBeLessThan(300);
  });

  test.each([`u-${'77'.padStart(24, '0')}`, `o-${'77'.padStart(24, '0')}`])(
    'by the UnionID or OpenID %s reads only the matching rows',
    async (wechatUser) => {
      const plan = await explain({ wechatUser });
      expect(plan).toContain('identities_user_pool_id_openid_app_id_pk');
      expect(plan).toContain('accounts_user_pool_id_unionid_index');
      expect([countRemoved(plan), countRead(plan)]).toEqual([0, 2]);
    },
  );

  test('by the last four digits of a phone number reads only the matching rows', async () => {
    const plan = await explain({ phone: '0077' });
    expect(plan).toContain('accounts_phone_end_index');
    expect(countRemoved(plan)).toBe(0);
  });
});
