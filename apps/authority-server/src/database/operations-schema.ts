import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './schema.js';

const ofOperator = () =>
  text('operator_id')
    .notNull()
    .references(() => operators.id, { onDelete: 'cascade' });

export const operators = pgTable('operators', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  role: text('role').$type<'admin' | 'reader'>().notNull(),
  /** `null` = all. */
  userPoolIds: text('user_pool_ids').array(),
  /** Written and read by versions before `operator_tokens` alone, which may run beside this one for a while. */
  tokenDigest: text('token_digest').unique(),
  createdAt: instant('created_at').notNull(),
});

export const operatorTokens = pgTable(
  'operator_tokens',
  {
    id: text('id').primaryKey(),
    operatorId: ofOperator(),
    digest: text('digest').notNull().unique(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** Accepted at one sign-in, which consumes it and creates a lasting one. */
    isFirst: boolean('is_first').notNull().default(false),
  },
  (table) => [index().on(table.operatorId), index().on(table.expiresAt)],
);

/** An operator who is signed in to the console. What has a default is not written by versions before it. */
export const operatorSessions = pgTable(
  'operator_sessions',
  {
    /** Of the cookie's value. */
    digest: text('digest').primaryKey(),
    /** Shown to the operator. */
    id: text('id')
      .notNull()
      .unique()
      .default(sql`gen_random_uuid()::text`),
    operatorId: ofOperator(),
    /** The session ends with the token that it was opened by. */
    tokenId: text('token_id').references(() => operatorTokens.id, { onDelete: 'cascade' }),
    ip: text('ip').notNull().default(''),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    /** Time of the last request that the operator caused; at most a minute behind. */
    lastUsedAt: instant('last_used_at').notNull().defaultNow(),
    /** When the operator last showed a token. */
    confirmedAt: instant('confirmed_at'),
  },
  (table) => [index().on(table.expiresAt), index().on(table.operatorId)],
);

export const auditEvents = pgTable(
  'audit_events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    userPoolId: text('user_pool_id'),
    type: text('type').notNull(),
    reason: text('reason'),
    /** What WeChat answered to a refused login, or the account that a WeChat user moved from. */
    detail: text('detail'),
    accountId: text('account_id'),
    operatorId: text('operator_id'),
    ip: text('ip').notNull(),
    /** As `x-request-id` of the answer. */
    requestId: text('request_id'),
  },
  (table) => [index().on(table.userPoolId, table.at), index().on(table.at)],
);

/** Sums for charts: one row for each pool, kind, reason and hour. */
export const hourlyCounts = pgTable(
  'hourly_counts',
  {
    hour: instant('hour').notNull(),
    userPoolId: text('user_pool_id').notNull(),
    type: text('type').notNull(),
    reason: text('reason').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.hour, table.userPoolId, table.type, table.reason] })],
);
