import { z } from 'zod';
import { ReadableText } from '../config/readable-text.js';
import { Cursor, Instant, NextCursor, ObjectId, PageLimit } from '../paging/page-schemas.js';

const NAMES = {
  phone: z
    .string()
    .transform((text) => text.replace(/[\s()-]/g, ''))
    .pipe(
      z.string().regex(/^(\d{4}|\+?\d{5,20})$/, 'must be a complete phone number or its last four digits'),
    )
    .meta({
      description: 'Complete phone number, with or without the country code, or its last four digits.',
    }),
  wechatUser: ReadableText.trim()
    .min(1)
    .max(128)
    .meta({ description: 'Complete UnionID, or OpenID of any mini program.' }),
  name: ReadableText.trim().min(1).max(64).meta({ description: 'A part of the nickname.' }),
};

/** Body of `POST /admin/pools/:userPoolId/users/search`: a phone number in an address would be logged. */
export const UserSearch = z
  .strictObject({
    phone: NAMES.phone.optional(),
    wechatUser: NAMES.wechatUser.optional(),
    name: NAMES.name.optional(),
    cursor: Cursor.optional(),
    limit: PageLimit,
  })
  .meta({ id: 'UserSearch' });

/** User of a pool as operators see it. */
export const PoolUser = z
  .object({
    id: ObjectId,
    nickname: z.string(),
    photo: z.string(),
    phone: z
      .string()
      .nullable()
      .meta({ description: 'Phone number; readers see it without the middle digits.' }),
    unionid: z.string().nullable(),
    loginsCount: z.int(),
    lastLogin: Instant.nullable(),
    lastIp: z.string(),
    blocked: z.boolean(),
    signedUp: Instant,
  })
  .meta({ id: 'PoolUser' });
/** Page of users. */
export const PoolUserPage = z
  .object({ items: z.array(PoolUser), nextCursor: NextCursor })
  .meta({ id: 'PoolUserPage' });
/** User with its WeChat identities. */
export const PoolUserDetails = z
  .object({
    ...PoolUser.shape,
    metadata: z.string().meta({ description: "A JSON string for the pool's own use." }),
    identities: z.array(z.object({ appId: z.string(), openid: z.string() })),
  })
  .meta({ id: 'PoolUserDetails' });
/** Body that changes a user. */
export const PoolUserChanges = z.strictObject({ blocked: z.boolean() }).meta({ id: 'PoolUserChanges' });

/** Session of a user with its expiry. */
export const UserSession = z
  .object({
    id: z.string(),
    appId: z.string(),
    ip: z.string(),
    createdAt: Instant,
    expiresAt: Instant,
    revokedAt: Instant.nullable(),
    revokedReason: z.string().nullable(),
  })
  .meta({ id: 'UserSession' });
/** Page of a user's sessions. */
export const UserSessionPage = z
  .object({ items: z.array(UserSession), nextCursor: NextCursor })
  .meta({ id: 'UserSessionPage' });
/** Query of a page. */
export const PageQuery = z.object({ cursor: Cursor.optional(), limit: PageLimit });
/** Number of revoked sessions. */
export const RevokedSessions = z
  .object({ revoked: z.int().meta({ description: 'Number of active sessions that were revoked.' }) })
  .meta({ id: 'RevokedSessions' });

/** All stored data of a user. */
export const UserExport = z
  .object({
    exportedAt: Instant,
    user: PoolUserDetails,
    avatar: z
      .object({ type: z.string(), base64: z.string() })
      .nullable()
      .meta({ description: 'The picture that the user chose, and that `photo` is the address of.' }),
    sessions: z.array(UserSession),
    events: z.array(
      z.object({
        at: Instant,
        type: z.string(),
        reason: z.string().nullable(),
        detail: z.string().nullable(),
        ip: z.string(),
      }),
    ),
  })
  .meta({ id: 'UserExport' });
