import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { z } from 'zod';
import { accounts, identities } from '../database/schema.js';
import type { UserSearch } from './user-schemas.js';

/** Selects the accounts of a pool that an operator's search matches. */
export function matchesSearch(
  userPoolId: string,
  { phone, wechatUser, name }: z.output<typeof UserSearch>,
): SQL | undefined {
  return and(
    eq(accounts.userPoolId, userPoolId),
    phone === undefined ? undefined : matchesPhone(phone),
    wechatUser === undefined ? undefined : isWechatUser(userPoolId, wechatUser),
    name === undefined ? undefined : hasNamePart(name),
  );
}

/** Selects by a UnionID or OpenID: each finds its accounts by an index, where an `OR` would read every account. */
function isWechatUser(userPoolId: string, wechatUser: string): SQL {
  return sql`${accounts.id} IN (
    SELECT known.id FROM ${accounts} AS known WHERE known.user_pool_id = ${userPoolId} AND known.unionid = ${wechatUser}
    UNION ALL
    SELECT ${identities.accountId} FROM ${identities}
      WHERE ${identities.userPoolId} = ${userPoolId} AND ${identities.openid} = ${wechatUser})`;
}

/** Selects by a whole number, or by its last four digits. */
function matchesPhone(phone: string): SQL {
  return /^\d{4}$/.test(phone)
    ? sql`${accounts.phoneE164} is not null and right(${accounts.phoneE164}, 4) = ${phone}`
    : inArray(accounts.phoneE164, guessE164(phone));
}

/**
 * Selects the names that contain `part`, ignoring case: by its characters, or pairs of them, which are indexed. The
 * exact comparison is cheap where names are read one after the other, because many contain the part. `strpos` instead
 * of `ilike`: by the estimate of `ilike` the planner would count a frequent part twice and treat it as a rare one.
 */
function hasNamePart(part: string): SQL | undefined {
  return and(
    sql`name_grams(${accounts.nickname}, 1) @> name_grams(${part}, least(length(${part}), 2))`,
    sql`strpos(lower(${accounts.nickname}), lower(${part})) > 0`,
  );
}

/** Returns the full forms of a number: without its country code it is most likely of the mainland. */
function guessE164(phone: string): string[] {
  return phone.startsWith('+') ? [phone] : [`+86${phone}`, `+${phone}`];
}
