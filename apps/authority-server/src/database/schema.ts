import type { PictureType, ResponseStyle, StoredSigningKey, TokenFormat } from '@app2wxapp/authority';
import { sql } from 'drizzle-orm';
import {
  boolean,
  customType,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

/** A time to the millisecond. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });
const ownedByPool = () =>
  text('user_pool_id')
    .notNull()
    .references(() => userPools.id, { onDelete: 'cascade' });

export const userPools = pgTable('user_pools', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  logo: text('logo').notNull().default(''),
  secretRequired: boolean('secret_required').notNull().default(true),
  requireBinding: boolean('require_binding').notNull().default(true),
  requireBindingWithSecret: boolean('require_binding_with_secret').notNull().default(false),
  ticketTtlSeconds: integer('ticket_ttl_seconds').notNull().default(120),
  tokenTtlSeconds: integer('token_ttl_seconds').notNull().default(1_296_000),
  refreshTtlSeconds: integer('refresh_ttl_seconds').notNull().default(0),
  tokenFormat: text('token_format').$type<TokenFormat>().notNull().default('ES256'),
  responseStyle: text('response_style').$type<ResponseStyle>().notNull().default('bare'),
  requirePhone: boolean('require_phone').notNull().default(false),
  askProfile: boolean('ask_profile').notNull().default(false),
  checkNickname: boolean('check_nickname').notNull().default(false),
  linkByPhone: boolean('link_by_phone').notNull().default(false),
  allowedAppIds: text('allowed_app_ids').array().notNull().default([]),
  allowAnyApp: boolean('allow_any_app').notNull().default(false),
  allowedOrigins: text('allowed_origins').array().notNull().default([]),
  // Not jsonb, which sorts the members and refuses U+0000.
  staticClaims: json('static_claims').$type<Readonly<Record<string, unknown>>>().notNull().default({}),
  appId: text('app_id'),
  sealedAppSecret: text('sealed_app_secret'),
  sealedTokenKey: text('sealed_token_key'),
  createdAt: instant('created_at').notNull(),
  /** The row goes last, once everything else of the pool is removed. */
  deletedAt: instant('deleted_at'),
});

export const poolSecrets = pgTable(
  'pool_secrets',
  {
    id: text('id').primaryKey(),
    userPoolId: ownedByPool(),
    digest: text('digest').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
  },
  (table) => [index().on(table.userPoolId)],
);

export const accounts = pgTable(
  'accounts',
  {
    id: text('id').primaryKey(),
    userPoolId: ownedByPool(),
    unionid: text('unionid'),
    phoneE164: text('phone_e164'),
    phone: text('phone'),
    nickname: text('nickname').notNull().default(''),
    photo: text('photo').notNull().default(''),
    metadata: text('metadata').notNull().default('""'),
    loginsCount: integer('logins_count').notNull().default(0),
    lastLogin: instant('last_login'),
    lastIp: text('last_ip').notNull().default(''),
    blocked: boolean('blocked').notNull().default(false),
    isDeleted: boolean('is_deleted').notNull().default(false),
    signedUp: instant('signed_up').notNull(),
    /** Tokens that name no session are inactive when issued before. */
    validAfter: instant('valid_after'),
  },
  (table) => [
    uniqueIndex()
      .on(table.userPoolId, table.unionid)
      .where(sql`unionid is not null`),
    index()
      .on(table.userPoolId, table.phoneE164)
      .where(sql`phone_e164 is not null`),
    index().on(table.userPoolId, table.signedUp),
    // What operators search by: a part of a name, and the last four digits of a phone number. The planner has no
    // statistics of a partial index, by which it knows the parts that many names have. Written at once: a list of what
    // waits would be put into the index by one of the logins.
    index('accounts_nickname_grams_index')
      .using('gin', sql`name_grams(nickname, 1)`)
      .with({ fastupdate: false }),
    index('accounts_phone_end_index')
      .on(table.userPoolId, sql`right(phone_e164, 4)`, table.signedUp)
      .where(sql`phone_e164 is not null`),
  ],
);

/** A WeChat user as one mini program sees it; several may belong to one account. */
export const identities = pgTable(
  'identities',
  {
    userPoolId: ownedByPool(),
    appId: text('app_id').notNull(),
    openid: text('openid').notNull(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.userPoolId, table.appId, table.openid] }),
    index().on(table.accountId),
  ],
);

/** Pictures of users, one for each account at most. They go with it. */
export const avatars = pgTable('avatars', {
  accountId: text('account_id')
    .primaryKey()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  /** Of its public address; another one for each picture. */
  id: text('id').notNull().unique(),
  type: text('type').$type<PictureType>().notNull(),
  bytes: bytea('bytes').notNull(),
  createdAt: instant('created_at').notNull(),
});

// No foreign keys on what the hot path writes: each would be one more lookup per login.
export const tickets = pgTable(
  'tickets',
  {
    digest: text('digest').primaryKey(),
    userPoolId: text('user_pool_id').notNull(),
    accountId: text('account_id').notNull(),
    appId: text('app_id').notNull(),
    openid: text('openid').notNull(),
    stateDigest: text('state_digest'),
    codeChallenge: text('code_challenge'),
    issuedAt: instant('issued_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    idempotencyDigest: text('idempotency_digest'),
    sessionId: text('session_id'),
  },
  (table) => [
    index().on(table.expiresAt),
    // One ticket for a bound launch: a newer one takes the row of the older while that is unused.
    uniqueIndex()
      .on(table.stateDigest, table.userPoolId)
      .where(sql`state_digest is not null`),
  ],
);

/** One for every login that succeeded. */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userPoolId: text('user_pool_id').notNull(),
    accountId: text('account_id').notNull(),
    appId: text('app_id').notNull(),
    openid: text('openid').notNull(),
    ip: text('ip').notNull(),
    loginsCount: integer('logins_count').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokedReason: text('revoked_reason'),
  },
  (table) => [
    index().on(table.accountId),
    index().on(table.expiresAt),
    // Logins as operators list them: newest first.
    index().on(table.userPoolId, table.createdAt),
  ],
);

/** The user of a bound launch said no. */
export const denials = pgTable(
  'denials',
  {
    userPoolId: text('user_pool_id').notNull(),
    stateDigest: text('state_digest').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userPoolId, table.stateDigest] }), index().on(table.expiresAt)],
);

/** Each is used once and followed by the next; all end with their session. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    digest: text('digest').primaryKey(),
    userPoolId: text('user_pool_id').notNull(),
    sessionId: text('session_id').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [
    index().on(table.expiresAt),
    // A session has one to use.
    uniqueIndex()
      .on(table.sessionId)
      .where(sql`used_at is null`),
  ],
);

export const signingKeys = pgTable('signing_keys', {
  kid: text('kid').primaryKey(),
  sealedPrivateKey: text('sealed_private_key').notNull(),
  publicKey: jsonb('public_key').$type<StoredSigningKey['publicKey']>().notNull(),
  createdAt: instant('created_at').notNull(),
  /** Published before that, so that verifiers know it by the time it signs. */
  signsFrom: instant('signs_from').notNull().defaultNow(),
  retiredAt: instant('retired_at'),
});
