import { App2WxappError } from '@app2wxapp/core';
import { and, desc, eq, lt, or, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { Instant } from './page-schemas.js';

/** Keys that a list is ordered by, the newest row first; of two rows at one time the id decides. */
export interface PageKeys {
  readonly at: PgColumn;
  readonly id: PgColumn;
}

/** The last row of a page: the next page begins behind it, however many rows came before it meanwhile. */
export interface Cursor {
  readonly at: Date;
  readonly id: string;
}

const Content = z.tuple([Instant, z.string().regex(/^[\w:-]{1,128}$/)]);

/** One page of a list, newest first: which rows to read for it, and what of them to answer. */
export class Page {
  /** The last row of the page before; `undefined` on the first page. */
  readonly after: Cursor | undefined;
  /** Rows to read: one more than a page has, to know whether another page follows. */
  readonly rows: number;

  /** @throws {App2WxappError} `invalid_request` when the cursor is not one of {@link Page.cut} */
  constructor({ cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number }) {
    this.after = cursor === undefined ? undefined : decodeCursor(cursor);
    this.rows = limit + 1;
  }

  /** Selects the rows behind the page before; every row on the first page. */
  isBehind(keys: PageKeys): SQL | undefined {
    return this.after && isBehind(keys, this.after);
  }

  /**
   * Leaves out the row that was read too many.
   *
   * @returns the rows of the page, and the cursor of the next one: `null` on the last page
   */
  cut<Row>(read: readonly Row[], keyOf: (row: Row) => Cursor): { items: Row[]; nextCursor: string | null } {
    const items = read.slice(0, this.rows - 1);
    const last = read.length >= this.rows ? items.at(-1) : undefined;
    return { items, nextCursor: last === undefined ? null : encodeCursor(keyOf(last)) };
  }
}

/** The order of every list. */
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

/** Makes the error for a cursor that no list has answered. */
export function refuseCursor(cause?: unknown): App2WxappError {
  const message = 'cursor must be the nextCursor of the answer before.';
  return new App2WxappError('invalid_request', message, { cause });
}
