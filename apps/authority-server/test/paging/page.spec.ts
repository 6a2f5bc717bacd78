import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { and, eq } from 'drizzle-orm';
import type { Database } from '../../src/database/database.js';
import { openTestDatabase } from '../databases/test-databases.js';
import { userPools } from '../../src/database/schema.js';
import { newestFirst, Page } from '../../src/paging/page.js';
import { createPool } from '../../src/pools/create-pool.js';

const KEYS = { at: userPools.createdAt, id: userPools.id };

describe('a list of rows, of which several have one time', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase();
  }, 60_000);
  afterAll(() => database.close());

  const insert = (name: string, minute: number) =>
    createPool(database.orm, new Date(Date.UTC(2026, 0, 1, 0, minute)), { name });

  /** Reads a page of the pools with this name. */
  const read = async (name: string, limit: number, cursor?: string) => {
    const page = new Page({ limit, cursor });
    const rows = await database.orm
      .select()
      .from(userPools)
      .where(and(eq(userPools.name, name), page.isBehind(KEYS)))
      .orderBy(...newestFirst(KEYS))
      .limit(page.rows);
    return page.cut(rows, ({ createdAt: at, id }) => ({ at, id }));
  };

  const readAll = async (name: string, limit: number) => {
    const pages: string[][] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const { items, nextCursor } = await read(name, limit, cursor);
      pages.push(items.map(({ id }) => id));
      cursor = nextCursor;
    }
    return pages;
  };

  test.each([1, 2, 3, 6, 7])(
    'is returned whole and in order in pages of %i, the last of them not empty',
    async (limit) => {
      const name = `pages of ${limit}`;
      for (const minute of [1, 2, 2, 2, 3, 3]) await insert(name, minute);
      const pages = await readAll(name, limit);
      const [whole] = await readAll(name, 200);
      expect(whole).toHaveLength(6);
      expect(pages.flat()).toEqual(whole);
      expect(pages).toHaveLength(Math.ceil(6 / limit));
    },
  );

  test('continues after the last row that was read, however many rows were inserted before it meanwhile', async () => {
    const name = 'a list that grows';
    const old = [await insert(name, 1), await insert(name, 2), await insert(name, 3)];
    const first = await read(name, 2);
    await insert(name, 4);
    const second = await read(name, 2, first.nextCursor ?? '');
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(
      old.map(({ userPoolId }) => userPoolId).reverse(),
    );
    expect(second.nextCursor).toBeNull();
  });
});

test('a text that is no cursor of a previous page is rejected', () => {
  const texts = ['not-a-cursor', '', Buffer.from('["2026-01-01",5]').toString('base64url')];
  for (const cursor of texts) {
    expect(() => new Page({ cursor, limit: 1 })).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    );
  }
});
