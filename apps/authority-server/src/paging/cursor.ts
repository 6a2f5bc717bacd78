import { App2WxappError } from '@app2wxapp/core';
import { z } from 'zod';

/** The last row of a page: the next page begins behind it, however many rows came before it meanwhile. */
export interface Cursor {
  readonly at: Date;
  readonly id: string;
}

const Content = z.tuple([z.iso.datetime(), z.string().regex(/^[\w:-]{1,128}$/)]);

/** Writes a cursor: opaque to whoever gets it. */
export function encodeCursor({ at, id }: Cursor): string {
  return Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');
}

/** @throws {App2WxappError} `invalid_request` when it is not what {@link encodeCursor} wrote */
export function decodeCursor(text: string): Cursor {
  try {
    const [at, id] = Content.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { at: new Date(at), id };
  } catch (cause) {
    throw new App2WxappError('invalid_request', 'cursor must be the nextCursor of the answer before.', {
      cause,
    });
  }
}
