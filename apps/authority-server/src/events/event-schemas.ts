import { z } from 'zod';
import { OPERATION_TYPES } from '../operators/operation-log.js';
import { Cursor, Instant, NextCursor, ObjectId, PageLimit } from '../paging/page-schemas.js';
import { LISTED_TYPES } from './listed-events.js';

const Name = z.string().regex(/^[a-z_]{1,64}$/, 'must be lower-case letters and _');

/** Types of events. A successful login is listed from its session. */
const EVENT_TYPES = [...new Set(['redeemed', ...LISTED_TYPES, ...OPERATION_TYPES])];

/** Query of `GET /admin/events`. */
export const EventQuery = z.object({
  userPoolId: ObjectId.optional().meta({
    description: 'Id of the pool. Without it: events of all pools and of no pool, except successful logins.',
  }),
  type: Name.optional(),
  reason: z
    .string()
    .max(64)
    .regex(/^[A-Za-z_]+$/)
    .optional(),
  accountId: ObjectId.optional().meta({
    description: 'Id of the account; includes events of a WeChat user that moved to another account.',
  }),
  detail: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'must be an errcode of WeChat, or http_502 and the like')
    .optional()
    .meta({ description: 'Errcode of WeChat, or what was wrong with its response.' }),
  requestId: z.uuid().optional().meta({ description: 'Request id: `x-request-id` of a response.' }),
  from: Instant.optional(),
  to: Instant.optional(),
  cursor: Cursor.optional(),
  limit: PageLimit,
});

/** Event of a login, or action of an operator. */
export const Event = z
  .object({
    id: z.string(),
    at: Instant,
    type: z.string().meta({ enum: EVENT_TYPES }),
    reason: z
      .string()
      .nullable()
      .meta({ description: 'Reason why a login was refused, or the names of what an operator changed.' }),
    detail: z
      .string()
      .nullable()
      .meta({
        description:
          'Of a login that WeChat refused: its errcode, or `http_502` and the like, `timeout`, `unreachable`, ' +
          '`unreadable`. Of `identity_moved`: the account that the WeChat user belonged to before. Of `nickname_rejected`: ' +
          '`risky` or `review` as WeChat judged, or why its check failed.',
      }),
    userPoolId: z.string().nullable(),
    accountId: z.string().nullable(),
    operator: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
    ip: z.string(),
    requestId: z.string().nullable().meta({
      description:
        '`x-request-id` of the answer, as in the log; null for logins that succeeded, and for what happened before 0.2.',
    }),
    appId: z
      .string()
      .nullable()
      .meta({ description: 'AppID of the mini program of a login that succeeded.' }),
  })
  .meta({ id: 'Event' });
/** Page of events. */
export const EventPage = z
  .object({ items: z.array(Event), nextCursor: NextCursor })
  .meta({ id: 'EventPage' });

/** Query of `GET /admin/pool-health`. */
export const PoolHealthQuery = z.object({
  userPoolIds: z
    .string()
    .regex(/^[0-9a-f]{24}(,[0-9a-f]{24}){0,49}$/, 'must be ids of pools with commas, 50 at most')
    .transform((text) => text.split(','))
    .meta({ description: 'Ids of pools with commas, 50 at most.' }),
});
const RecentCount = z.int().min(0);
/** Problems of pools. */
export const PoolHealthList = z
  .object({
    items: z.array(
      z.object({
        userPoolId: ObjectId,
        redeemed: RecentCount.meta({ description: 'Logins in this hour and the one before.' }),
        refused: RecentCount.meta({ description: 'Refusals in the same time.' }),
        wechatFailure: z
          .object({ detail: z.string(), at: Instant })
          .nullable()
          .meta({
            description:
              'Last error of WeChat about the AppID, the AppSecret or this server, within 24 hours, if no login ' +
              'succeeded since.',
          }),
        newestSecretAt: Instant.nullable().meta({ description: 'When the newest secret was created.' }),
      }),
    ),
  })
  .meta({ id: 'PoolHealthList' });

/** Query of `GET /admin/counts`. */
export const CountQuery = z.object({
  userPoolId: ObjectId.optional().meta({ description: 'Id of the pool; without it all pools together.' }),
  from: Instant.optional().meta({ description: 'Start of the period; by default a day ago.' }),
  to: Instant.optional().meta({
    description: 'End of the period; by default now, at most 31 days after `from`.',
  }),
});
/** Counts of events by the hour. */
export const Counts = z
  .object({
    from: Instant,
    to: Instant,
    items: z.array(
      z.object({
        hour: Instant.meta({ description: 'When the hour began.' }),
        type: z.string().meta({
          description:
            'opened, issued, redeemed, repeated, replayed, denied, identity_moved, nickname_rejected, refused_issue, refused_exchange or refused_claim.',
        }),
        reason: z.string().meta({ description: 'Why it was refused; empty otherwise.' }),
        count: z.int(),
      }),
    ),
  })
  .meta({ id: 'Counts' });
