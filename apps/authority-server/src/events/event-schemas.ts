import { z } from 'zod';
import { Cursor, Instant, NextCursor, ObjectId, PageLimit } from '../paging/page-schemas.js';

const Name = z.string().regex(/^[a-z_]{1,64}$/, 'must be lower-case letters and _');

/** `GET /admin/events` */
export const EventQuery = z.object({
  userPoolId: ObjectId.optional().meta({
    description: 'Without it: the events of all pools and of no pool, the logins that succeeded left out.',
  }),
  type: Name.optional(),
  reason: z
    .string()
    .max(64)
    .regex(/^[A-Za-z_]+$/)
    .optional(),
  accountId: ObjectId.optional().meta({
    description: 'Also events of a WeChat user that moved away from it.',
  }),
  from: Instant.optional(),
  to: Instant.optional(),
  cursor: Cursor.optional(),
  limit: PageLimit,
});

/** Something that happened to a login, or that an operator did. */
export const Event = z
  .object({
    id: z.string(),
    at: Instant,
    type: z.string(),
    reason: z
      .string()
      .nullable()
      .meta({ description: 'Why a login was refused; or the names of what an operator changed.' }),
    detail: z
      .string()
      .nullable()
      .meta({
        description:
          'Of a login that WeChat refused: its errcode, or `http_502` and the like, `timeout`, `unreachable`, ' +
          '`unreadable`. Of `identity_moved`: the account that the WeChat user belonged to before.',
      }),
    userPoolId: z.string().nullable(),
    accountId: z.string().nullable(),
    operator: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
    ip: z.string(),
  })
  .meta({ id: 'Event' });
export const EventPage = z
  .object({ items: z.array(Event), nextCursor: NextCursor })
  .meta({ id: 'EventPage' });

/** `GET /admin/counts` */
export const CountQuery = z.object({
  userPoolId: ObjectId.optional().meta({ description: 'Without it: all pools together.' }),
  from: Instant.optional().meta({ description: 'A day ago unless given.' }),
  to: Instant.optional().meta({ description: 'Now unless given. 31 days after `from` at most.' }),
});
export const Counts = z
  .object({
    from: Instant,
    to: Instant,
    items: z.array(
      z.object({
        hour: Instant.meta({ description: 'When the hour began.' }),
        type: z.string().meta({
          description:
            'opened, issued, redeemed, repeated, replayed, denied, identity_moved, refused_issue, refused_exchange or refused_claim.',
        }),
        reason: z.string().meta({ description: 'Why it was refused; empty otherwise.' }),
        count: z.int(),
      }),
    ),
  })
  .meta({ id: 'Counts' });
