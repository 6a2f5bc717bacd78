import { and, eq, or, type SQL } from 'drizzle-orm';
import { auditEvents } from '../database/operations-schema.js';

/** Selects the events of an account, and those of WeChat users that moved away from it. */
export function concernsAccount(accountId: string): SQL | undefined {
  const { accountId: of, type, detail } = auditEvents;
  return or(eq(of, accountId), and(eq(type, 'identity_moved'), eq(detail, accountId)));
}
