import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './schema.js';

const ofOperator = () =>
  text('operator_id')
    .notNull()
    .references(() => operators.id, { onDelete: 'cascade' });

/** Operators of this authority. */
export const operators = pgTable('operators', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  role: text('role').$type<'admin' | 'reader'>().notNull(),
  /** Ids of the operator's pools; `null` = all. */
  userPoolIds: text('user_pool_ids').array(),
  /** Digest that only versions before `operator_tokens` write and read, which may run beside this one for a while. */
  tokenDigest: text('token_digest').unique(),
  createdAt: instant('created_at').notNull(),
});

/** Tokens of operators, as digests. */
export const operatorTokens = pgTable(
  'operator_tokens',
  {
    id: text('id').primaryKey(),
    operatorId: ofOperator(),
    digest: text('digest').notNull().unique(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** Whether the token is accepted at one sign-in, which consumes it and creates a lasting one. */
    isFirst: boolean('is_first').notNull().default(false),
  },
  (table) => [index().on(table.operatorId), index().on(table.expiresAt)],
);

/** Browser sessions of operators in the console. Columns with a default are not written by older versions. */
export const operatorSessions = pgTable(
  'operator_sessions',
  {
    /** Digest of the cookie's value. */
    digest: text('digest').primaryKey(),
    /** Id that the operator sees. */
    id: text('id')
      .notNull()
      .unique()
      .default(sql`gen_random_uuid()::text`),
    operatorId: ofOperator(),
    /** Token that opened the session, which ends with it. */
    tokenId: text('token_id').references(() => operatorTokens.id, { onDelete: 'cascade' }),
    ip: text('ip').notNull().default(''),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    /** Time of the last request that the operator caused; at most a minute behind. */
    lastUsedAt: instant('last_used_at').notNull().defaultNow(),
    /** Time when the operator last presented a token. */
    confirmedAt: instant('confirmed_at'),
  },
  (table) => [index().on(table.expiresAt), index().on(table.operatorId)],
);

/** Audit log: events of logins and actions of operators. */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    userPoolId: text('user_pool_id'),
    type: text('type').notNull(),
    reason: text('reason'),
    /** WeChat's code for a refused login, or the account that a WeChat user moved from. */
    detail: text('detail'),
    accountId: text('account_id'),
    operatorId: text('operator_id'),
    ip: text('ip').notNull(),
    /** Id of the request, as in its `x-request-id`. */
    requestId: text('request_id'),
  },
  (table) => [index().on(table.userPoolId, table.at), index().on(table.at)],
);

/** Counts for charts: one row for each pool, kind, reason and hour. */
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
