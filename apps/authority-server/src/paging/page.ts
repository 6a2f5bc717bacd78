import { App2WxappError } from '@app2wxapp/core';
import { and, desc, eq, lt, or, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { Instant } from './page-schemas.js';

/** Columns that a list is ordered by, the newest row first; of two rows at one time the id decides. */
export interface PageKeys {
  /** Time of a row. */
  readonly at: PgColumn;
  /** Id of a row. */
  readonly id: PgColumn;
}

/** Last row of a page: the next page begins after it, however many rows were inserted before it meanwhile. */
export interface Cursor {
  /** Time of the row. */
  readonly at: Date;
  /** Id of the row. */
  readonly id: string;
}

const Content = z.tuple([Instant, z.string().regex(/^[\w:-]{1,128}$/)]);

/** Page of a list, newest first: the rows to read for it, and those to return. */
export class Page {
  /** Last row of the previous page; `undefined` on the first page. */
  readonly after: Cursor | undefined;
  /** Number of rows to read: one more than a page has, which shows whether another page follows. */
  readonly rows: number;

  /**
   * Parses the query of a page. @throws {App2WxappError} `invalid_request` when the cursor is not one of
   * {@link Page.cut}
   */
  constructor({ cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number }) {
    this.after = cursor === undefined ? undefined : decodeCursor(cursor);
    this.rows = limit + 1;
  }

  /** Selects the rows after the previous page; every row on the first page. */
  isBehind(keys: PageKeys): SQL | undefined {
    return this.after && isBehind(keys, this.after);
  }

  /**
   * Removes the additional row.
   *
   * @returns the rows of the page, and the cursor of the next one: `null` on the last page
   */
  cut<Row>(read: readonly Row[], keyOf: (row: Row) => Cursor): { items: Row[]; nextCursor: string | null } {
    const items = read.slice(0, this.rows - 1);
    const last = read.length >= this.rows ? items.at(-1) : undefined;
    return { items, nextCursor: last === undefined ? null : encodeCursor(keyOf(last)) };
  }
}

/** Order of every list. */
export function newestFirst({ at, id }: PageKeys): [SQL, SQL] {
  return [desc(at), desc(id)];
}

/** Selects the rows that are older, or as old with a smaller id. */
export function isBehind(
  { at, id }: PageKeys,
  after: { readonly at: Date; readonly id: string | number },
): SQL | undefined {
  return or(lt(at, after.at), and(eq(at, after.at), lt(id, after.id)));
}

function encodeCursor({ at, id }: Cursor): string {
  return Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');
}

function decodeCursor(text: string): Cursor {
  try {
    const [at, id] = Content.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { at: new Date(at), id };
  } catch (cause) {
    throw refuseCursor(cause);
  }
}

/** Creates the error of a cursor that no list has returned. */
export function refuseCursor(cause?: unknown): App2WxappError {
  const message = 'cursor must be the nextCursor of the answer before.';
  return new App2WxappError('invalid_request', message, { cause });
}
