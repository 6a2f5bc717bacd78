import type { z } from 'zod';
import type { accounts, sessions } from '../database/schema.js';
import type { OperatorRole } from '../operators/operator.js';
import type { PoolUser, UserSession } from './user-schemas.js';

/** Returns a user as the API does. */
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

/** Hides the middle of a phone number. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? '••••' : `${phone.slice(0, -8)}••••${phone.slice(-4)}`;
}

/** Returns a user as an operator of this role sees it: readers see no whole phone number. */
export function showUserTo<T extends { readonly phone: string | null }>(role: OperatorRole, user: T): T {
  if (role === 'admin' || user.phone === null) return user;
  return { ...user, phone: maskPhone(user.phone) };
}

/** Returns a session as the API does. */
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
