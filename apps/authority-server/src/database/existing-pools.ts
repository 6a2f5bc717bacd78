import { and, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { userPools } from './schema.js';

/** Selects pools that are not deleted. */
export function isNotDeleted(): SQL {
  return isNull(userPools.deletedAt);
}

/** Selects one pool, unless it is deleted. */
export function isExistingPool(userPoolId: string): SQL | undefined {
  return and(eq(userPools.id, userPoolId), isNotDeleted());
}

/** Whether the pool exists, as a condition on rows of another table. */
export function poolExists(userPoolId: string): SQL {
  return sql`EXISTS (SELECT 1 FROM ${userPools} WHERE ${isExistingPool(userPoolId)})`;
}
