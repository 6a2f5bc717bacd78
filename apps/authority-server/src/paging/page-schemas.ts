import { z } from 'zod';

/** Schema of an id: 24 hex characters. */
export const ObjectId = z.string().regex(/^[0-9a-f]{24}$/, 'must be 24 hex characters');
/** Schema of a time: ISO 8601 with milliseconds. PostgreSQL has no year 0. */
export const Instant = z.iso.datetime().refine((text) => text >= '1970', 'must be of 1970 or later');

/** Number of rows of a page of a list. */
export const PageLimit = z.coerce.number().int().min(1).max(200).default(50);
/** Cursor of a page: `nextCursor` of the previous response. */
export const Cursor = z
  .string()
  .max(512)
  .regex(/^[A-Za-z0-9_-]+$/, 'must be the nextCursor of the answer before');
/** Cursor of the next page; `null` on the last one. */
export const NextCursor = z.string().nullable();
