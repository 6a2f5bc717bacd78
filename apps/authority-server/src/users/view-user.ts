import type { z } from 'zod';
import type { accounts, sessions } from '../database/schema.js';
import type { PoolUser, UserSession } from './user-schemas.js';

/** A user as the API shows it. */
export function viewUser(row: typeof accounts.$inferSelect): z.output<typeof PoolUser> {
  const { id, nickname, photo, phone, unionid, loginsCount, lastIp, blocked } = row;
  return {
    id,
    nickname,
    photo,
    phone,
    unionid,
    loginsCount,
    lastLogin: row.lastLogin?.toISOString() ?? null,
    lastIp,
    blocked,
    signedUp: row.signedUp.toISOString(),
  };
}

/** A session as the API shows it. */
export function viewSession(row: typeof sessions.$inferSelect): z.output<typeof UserSession> {
  return {
    id: row.id,
    appId: row.appId,
    ip: row.ip,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    revokedReason: row.revokedReason,
  };
}
