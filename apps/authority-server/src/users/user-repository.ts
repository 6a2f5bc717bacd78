import { findValidAfter, unknownUser, type Clock } from '@app2wxapp/authority';
import { Inject, Injectable } from '@nestjs/common';
import { and, eq, exists, gt, isNull, sql, type SQL } from 'drizzle-orm';
import type { z } from 'zod';
import { CLOCK } from '../config/system.js';
import { ORM, type Orm } from '../database/database.js';
import { auditEvents } from '../database/operations-schema.js';
import { poolExists } from '../database/existing-pools.js';
import { accounts, avatars, identities, sessions, tickets } from '../database/schema.js';
import { concernsAccount } from '../events/concerns-account.js';
import { newestFirst, Page } from '../paging/page.js';
import { isObjectId } from '../database/object-id.js';
import type {
  PageQuery,
  PoolUser,
  PoolUserDetails,
  PoolUserPage,
  UserExport,
  UserSearch,
  UserSessionPage,
} from './user-schemas.js';
import { matchesSearch } from './user-search.js';
import { viewSession, viewUser } from './view-user.js';

/** Key of an account in its pool. */
export interface UserKey {
  readonly userPoolId: string;
  readonly userId: string;
}

const USER_KEYS = { at: accounts.signedUp, id: accounts.id };
const SESSION_KEYS = { at: sessions.createdAt, id: sessions.id };

/** Repository of the pools' users for operators and backends, who read and change them. */
@Injectable()
export class UserRepository {
  constructor(
    @Inject(ORM) private readonly orm: Orm,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Searches users, newest first. */
  async search(
    userPoolId: string,
    search: z.output<typeof UserSearch>,
  ): Promise<z.output<typeof PoolUserPage>> {
    const page = new Page(search);
    const rows = await this.orm
      .select()
      .from(accounts)
      .where(and(matchesSearch(userPoolId, search), page.isBehind(USER_KEYS)))
      .orderBy(...newestFirst(USER_KEYS))
      .limit(page.rows);
    const { items, nextCursor } = page.cut(rows, ({ signedUp: at, id }) => ({ at, id }));
    return { items: items.map(viewUser), nextCursor };
  }

  /** Finds a user. @throws {App2WxappError} `invalid_request` (404) */
  async find(key: UserKey): Promise<z.output<typeof PoolUserDetails>> {
    const [row] = isUserKey(key) ? await this.orm.select().from(accounts).where(isUser(key)) : [];
    if (!row) throw unknownUser();
    const known = await this.orm
      .select({ appId: identities.appId, openid: identities.openid })
      .from(identities)
      .where(eq(identities.accountId, key.userId));
    return { ...viewUser(row), metadata: row.metadata, identities: known };
  }

  /** Changes nickname or metadata. @throws {App2WxappError} `invalid_request` (404) */
  async change(
    key: UserKey,
    changes: { readonly nickname?: string | undefined; readonly metadata?: string | undefined },
  ): Promise<z.output<typeof PoolUserDetails>> {
    const known = await this.find(key);
    const [row] = await this.orm.update(accounts).set(changes).where(isUser(key)).returning();
    if (!row) throw unknownUser();
    return { ...viewUser(row), metadata: row.metadata, identities: known.identities };
  }

  /** Blocks or unblocks a user. Blocking revokes every session. @throws {App2WxappError} `invalid_request` (404) */
  async setBlocked(key: UserKey, blocked: boolean): Promise<z.output<typeof PoolUser>> {
    await this.find(key);
    const row = await this.orm.transaction(async (transaction) => {
      const [changed] = await transaction.update(accounts).set({ blocked }).where(isUser(key)).returning();
      if (blocked) await this.endSessions(transaction, key, { reason: 'blocked' });
      return changed;
    });
    if (!row) throw unknownUser();
    return viewUser(row);
  }

  /** Lists the sessions of a user, newest first. @throws {App2WxappError} `invalid_request` (404) */
  async listSessions(
    key: UserKey,
    { activeOnly = false, ...query }: z.output<typeof PageQuery> & { readonly activeOnly?: boolean },
  ): Promise<z.output<typeof UserSessionPage>> {
    await this.find(key);
    const page = new Page(query);
    const active = and(isNull(sessions.revokedAt), gt(sessions.expiresAt, new Date(this.clock.now())));
    const rows = await this.orm
      .select()
      .from(sessions)
      .where(and(ofUser(key), activeOnly ? active : undefined, page.isBehind(SESSION_KEYS)))
      .orderBy(...newestFirst(SESSION_KEYS))
      .limit(page.rows);
    const { items, nextCursor } = page.cut(rows, ({ createdAt: at, id }) => ({ at, id }));
    return { items: items.map(viewSession), nextCursor };
  }

  /** Revokes one session, or all. @returns the number of sessions that were active */
  async revokeSessions(
    key: UserKey,
    {
      reason,
      sessionId,
    }: { readonly reason: 'operator' | 'backend'; readonly sessionId?: string | undefined },
  ): Promise<number> {
    await this.find(key);
    // No text column accepts U+0000, and no session has such an id.
    if (sessionId !== undefined && !/^[\w-]{1,64}$/.test(sessionId)) return 0;
    return this.orm.transaction((transaction) => this.endSessions(transaction, key, { reason, sessionId }));
  }

  /** Returns all stored data of a user. @throws {App2WxappError} `invalid_request` (404) */
  async export(key: UserKey): Promise<z.output<typeof UserExport>> {
    const user = await this.find(key);
    const [avatar] = await this.orm
      .select({ type: avatars.type, bytes: avatars.bytes })
      .from(avatars)
      .where(eq(avatars.accountId, key.userId));
    const logins = await this.orm.select().from(sessions).where(ofUser(key)).orderBy(sessions.createdAt);
    const events = await this.orm
      .select({
        at: auditEvents.at,
        type: auditEvents.type,
        reason: auditEvents.reason,
        detail: auditEvents.detail,
        ip: auditEvents.ip,
      })
      .from(auditEvents)
      .where(and(eventsOf(key), isNull(auditEvents.operatorId)))
      .orderBy(auditEvents.at);
    return {
      exportedAt: new Date(this.clock.now()).toISOString(),
      user,
      avatar: avatar ? { type: avatar.type, base64: Buffer.from(avatar.bytes).toString('base64') } : null,
      sessions: logins.map(viewSession),
      events: events.map((event) => ({ ...event, at: event.at.toISOString() })),
    };
  }

  /**
   * Deletes a user: account, picture, identities, sessions and pending tickets; events remain, without the address.
   * The person may log in again and is a new user then. A parallel login ends before and is deleted, or finds no
   * account.
   *
   * @returns whether the user existed
   * @throws {App2WxappError} `invalid_request` (404) for a malformed id
   */
  async erase(key: UserKey): Promise<boolean> {
    if (!isUserKey(key)) throw unknownUser();
    return this.orm.transaction(async (transaction) => {
      const ofPool = eq(tickets.userPoolId, key.userPoolId);
      // Tickets before the account, as logins lock them. A login that waits for the account opens no session.
      await transaction.delete(tickets).where(and(ofPool, eq(tickets.accountId, key.userId)));
      await transaction.select({ id: accounts.id }).from(accounts).where(isUser(key)).for('update');
      await transaction.delete(sessions).where(ofUser(key));
      await transaction
        .update(auditEvents)
        .set({ ip: '' })
        .where(and(eventsOf(key), isNull(auditEvents.operatorId)));
      return (
        (await transaction.delete(accounts).where(isUser(key)).returning({ id: accounts.id })).length > 0
      );
    });
  }

  /** Revokes sessions, and the tokens without a session id, all together. Locks the account before its sessions. */
  private async endSessions(
    orm: Orm,
    key: UserKey,
    { reason, sessionId }: { readonly reason: string; readonly sessionId?: string | undefined },
  ): Promise<number> {
    const now = new Date(this.clock.now());
    const validAfter = sql`greatest(${accounts.validAfter}, ${findValidAfter(now).toISOString()}::timestamptz)`;
    const ending = and(activeSessions(key), sessionId === undefined ? undefined : eq(sessions.id, sessionId));
    const isEnding = sessionId === undefined ? undefined : exists(orm.select().from(sessions).where(ending));
    await orm
      .update(accounts)
      .set({ validAfter })
      .where(and(isUser(key), isEnding));
    const revoked = await orm
      .update(sessions)
      .set({ revokedAt: now, revokedReason: reason })
      .where(ending)
      .returning({ id: sessions.id });
    return revoked.length;
  }
}

/** Whether a key has the form of a user's. */
function isUserKey({ userPoolId, userId }: UserKey): boolean {
  return isObjectId(userId) && isObjectId(userPoolId);
}

function isUser({ userPoolId, userId }: UserKey): SQL | undefined {
  return and(eq(accounts.id, userId), eq(accounts.userPoolId, userPoolId), poolExists(userPoolId));
}

function ofUser({ userPoolId, userId }: UserKey): SQL | undefined {
  return and(eq(sessions.accountId, userId), eq(sessions.userPoolId, userPoolId));
}

function activeSessions(key: UserKey): SQL | undefined {
  return and(ofUser(key), isNull(sessions.revokedAt));
}

function eventsOf({ userPoolId, userId }: UserKey): SQL | undefined {
  return and(eq(auditEvents.userPoolId, userPoolId), concernsAccount(userId));
}
