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

/** Column of a time with milliseconds. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });
const ownedByPool = () =>
  text('user_pool_id')
    .notNull()
    .references(() => userPools.id, { onDelete: 'cascade' });

/** User pools and their settings. */
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
  // A text, since jsonb sorts the members and rejects U+0000.
  staticClaims: json('static_claims').$type<Readonly<Record<string, unknown>>>().notNull().default({}),
  appId: text('app_id'),
  sealedAppSecret: text('sealed_app_secret'),
  sealedTokenKey: text('sealed_token_key'),
  createdAt: instant('created_at').notNull(),
  /** Time of the deletion. The row is removed last, after everything else of the pool. */
  deletedAt: instant('deleted_at'),
});

/** Secrets of pools, as digests. */
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

/** Accounts of the users of pools. */
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
    /** Time before which issued tokens without a session id are inactive. */
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
    // For operators' searches: a part of a name, and the last four digits of a phone number. The planner has no
    // statistics of a partial index, by which it recognizes frequent parts. Without a pending list, which one of the
    // logins would have to write into the index.
    index('accounts_nickname_grams_index')
      .using('gin', sql`name_grams(nickname, 1)`)
      .with({ fastupdate: false }),
    index('accounts_phone_end_index')
      .on(table.userPoolId, sql`right(phone_e164, 4)`, table.signedUp)
      .where(sql`phone_e164 is not null`),
  ],
);

/** WeChat users as one mini program identifies them; several may belong to one account. */
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
    // In this order it also finds an OpenID of an unknown mini program.
    primaryKey({ columns: [table.userPoolId, table.openid, table.appId] }),
    index().on(table.accountId),
  ],
);

/** Pictures of users, at most one for each account, deleted with it. */
export const avatars = pgTable('avatars', {
  accountId: text('account_id')
    .primaryKey()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  /** Id in its public address, new for each picture. */
  id: text('id').notNull().unique(),
  type: text('type').$type<PictureType>().notNull(),
  bytes: bytea('bytes').notNull(),
  createdAt: instant('created_at').notNull(),
});

// No foreign keys on the tables of the hot path: each would be one more lookup per login.
/** Tickets, as digests, until some time after their expiry. */
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
    // One ticket for a bound launch: a newer one replaces an unused one in its row.
    uniqueIndex()
      .on(table.stateDigest, table.userPoolId)
      .where(sql`state_digest is not null`),
  ],
);

/** Sessions, one for every login that succeeded. */
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

/** Denials: the user of a bound launch denied the login. */
export const denials = pgTable(
  'denials',
  {
    userPoolId: text('user_pool_id').notNull(),
    stateDigest: text('state_digest').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userPoolId, table.stateDigest] }), index().on(table.expiresAt)],
);

/** Refresh tokens, as digests. Each is used once and replaced by the next; all end with their session. */
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
    // A session has one unused refresh token.
    uniqueIndex()
      .on(table.sessionId)
      .where(sql`used_at is null`),
  ],
);

/** Key pairs that sign ES256 tokens. */
export const signingKeys = pgTable('signing_keys', {
  kid: text('kid').primaryKey(),
  sealedPrivateKey: text('sealed_private_key').notNull(),
  publicKey: jsonb('public_key').$type<StoredSigningKey['publicKey']>().notNull(),
  createdAt: instant('created_at').notNull(),
  /** Time from which the key signs. It is published before, so that verifiers have it by then. */
  signsFrom: instant('signs_from').notNull().defaultNow(),
  retiredAt: instant('retired_at'),
});
