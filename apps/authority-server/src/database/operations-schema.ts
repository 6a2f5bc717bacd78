import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './schema.js';

export const operators = pgTable('operators', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  role: text('role').$type<'admin' | 'reader'>().notNull(),
  tokenDigest: text('token_digest').notNull().unique(),
  createdAt: instant('created_at').notNull(),
});

/** An operator who is signed in to the console. */
export const operatorSessions = pgTable(
  'operator_sessions',
  {
    /** Of the cookie's value. */
    digest: text('digest').primaryKey(),
    operatorId: text('operator_id')
      .notNull()
      .references(() => operators.id, { onDelete: 'cascade' }),
    expiresAt: instant('expires_at').notNull(),
    /** At most a minute behind. */
    lastUsedAt: instant('last_used_at').notNull().defaultNow(),
  },
  (table) => [index().on(table.expiresAt)],
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
