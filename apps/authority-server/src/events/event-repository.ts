import type { Clock } from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import { Inject, Injectable } from '@nestjs/common';
import { and, eq, gte, inArray, isNotNull, lt, lte, sql, type SQL } from 'drizzle-orm';
import type { z } from 'zod';
import { CLOCK } from '../config/system.js';
import { ORM, type Orm } from '../database/database.js';
import { auditEvents, hourlyCounts, operators } from '../database/operations-schema.js';
import { poolExists } from '../database/existing-pools.js';
import { sessions } from '../database/schema.js';
import { isBehind, newestFirst, Page, refuseCursor } from '../paging/page.js';
import { concernsAccount } from './concerns-account.js';
import type { CountQuery, Counts, Event, EventPage, EventQuery } from './event-schemas.js';

type EventView = z.output<typeof Event>;
type Query = z.output<typeof EventQuery>;

const LOGIN_KEYS = { at: sessions.createdAt, id: sessions.id };
const EVENT_KEYS = { at: auditEvents.at, id: auditEvents.id };

/** Form of an event's id: of a login or of another event. */
const EVENT_ID = /^(?:s:[\w-]{1,64}|e:\d{1,15})$/;

const HOUR_MS = 3_600_000;
const MAX_RANGE_MS = 31 * 24 * HOUR_MS;

/**
 * Reads events, newest first. Successful logins are read from their sessions, all other events from the audit log; of
 * two in one millisecond the login comes first.
 */
@Injectable()
export class EventRepository {
  constructor(
    @Inject(ORM) private readonly orm: Orm,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Lists a page of events.
   *
   * @param of ids of the pools to select from. @default all, with the events of no pool
   * @throws {App2WxappError} `invalid_request` for a cursor that no response had
   */
  async list(query: Query, of?: readonly string[]): Promise<z.output<typeof EventPage>> {
    const page = new Page(query);
    if (page.after && !EVENT_ID.test(page.after.id)) throw refuseCursor();
    const [logins, events] = await Promise.all([
      this.listLogins(query, page),
      this.listAudit(query, page, of),
    ]);
    // Each list is in order already; the sort is stable, so that logins stay before events of the same time.
    const all = [...logins, ...events].sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
    return page.cut(all, ({ at, id }) => ({ at: new Date(at), id }));
  }

  /**
   * Sums events by the hour. @throws {App2WxappError} `invalid_request` for a range of more than 31 days, or one that
   * ends before it begins
   */
  async count(range: z.output<typeof CountQuery>, of?: readonly string[]): Promise<z.output<typeof Counts>> {
    const to = range.to === undefined ? new Date(this.clock.now()) : new Date(range.to);
    const from = range.from === undefined ? new Date(to.getTime() - 24 * HOUR_MS) : new Date(range.from);
    const length = to.getTime() - from.getTime();
    if (length < 0 || length > MAX_RANGE_MS) {
      throw new App2WxappError('invalid_request', 'from and to must be in order, 31 days apart at most.');
    }
    const { hour, type, reason, count } = hourlyCounts;
    const rows = await this.orm
      .select({ hour, type, reason, count: sql<string>`sum(${count})` })
      .from(hourlyCounts)
      .where(
        and(
          gte(hour, new Date(Math.floor(from.getTime() / HOUR_MS) * HOUR_MS)),
          lte(hour, to),
          of && inArray(hourlyCounts.userPoolId, [...of]),
        ),
      )
      .groupBy(hour, type, reason)
      .orderBy(hour, type, reason);
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      items: rows.map((row) => ({ ...row, hour: row.hour.toISOString(), count: Number(row.count) })),
    };
  }

  private async listLogins(query: Query, { after, rows: count }: Page): Promise<EventView[]> {
    const { userPoolId, type = 'redeemed', accountId } = query;
    // Filters that match other events only.
    const { reason, detail, requestId } = query;
    const isOther = [reason, detail, requestId].some((value) => value !== undefined);
    if (userPoolId === undefined || type !== 'redeemed' || isOther) return [];
    const rows = await this.orm
      .select()
      .from(sessions)
      .where(
        and(
          eq(sessions.userPoolId, userPoolId),
          poolExists(userPoolId),
          accountId === undefined ? undefined : eq(sessions.accountId, accountId),
          ...betweenTimes(sessions.createdAt, query),
          // After an event there is no login of the same time any more.
          after &&
            (after.id.startsWith('s:')
              ? isBehind(LOGIN_KEYS, { at: after.at, id: after.id.slice(2) })
              : lt(sessions.createdAt, after.at)),
        ),
      )
      .orderBy(...newestFirst(LOGIN_KEYS))
      .limit(count);
    return rows.map((row) => ({
      id: `s:${row.id}`,
      at: row.createdAt.toISOString(),
      type: 'redeemed',
      reason: null,
      detail: null,
      userPoolId: row.userPoolId,
      accountId: row.accountId,
      operator: null,
      ip: row.ip,
      requestId: null,
      appId: row.appId,
    }));
  }

  private async listAudit(
    query: Query,
    { after, rows: count }: Page,
    of?: readonly string[],
  ): Promise<EventView[]> {
    const { type, reason, accountId, detail, requestId } = query;
    const conditions: (SQL | undefined)[] = [
      of && inArray(auditEvents.userPoolId, [...of]),
      type === undefined ? undefined : eq(auditEvents.type, type),
      reason === undefined ? undefined : and(isNotNull(auditEvents.reason), eq(auditEvents.reason, reason)),
      accountId === undefined ? undefined : concernsAccount(accountId),
      detail === undefined ? undefined : eq(auditEvents.detail, detail),
      requestId === undefined ? undefined : eq(auditEvents.requestId, requestId),
      ...betweenTimes(auditEvents.at, query),
      after &&
        (after.id.startsWith('e:')
          ? isBehind(EVENT_KEYS, { at: after.at, id: Number(after.id.slice(2)) })
          : lte(auditEvents.at, after.at)),
    ];
    const rows = await this.orm
      .select({ event: auditEvents, operatorName: operators.name })
      .from(auditEvents)
      .leftJoin(operators, eq(operators.id, auditEvents.operatorId))
      .where(and(...conditions))
      .orderBy(...newestFirst(EVENT_KEYS))
      .limit(count);
    return rows.map(({ event, operatorName }) => ({
      id: `e:${event.id}`,
      at: event.at.toISOString(),
      type: event.type,
      reason: event.reason,
      detail: event.detail,
      userPoolId: event.userPoolId,
      accountId: event.accountId,
      operator: event.operatorId === null ? null : { id: event.operatorId, name: operatorName },
      ip: event.ip,
      requestId: event.requestId,
      appId: null,
    }));
  }
}

function betweenTimes(
  column: typeof auditEvents.at | typeof sessions.createdAt,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
): (SQL | undefined)[] {
  return [
    from === undefined ? undefined : gte(column, new Date(from)),
    to === undefined ? undefined : lt(column, new Date(to)),
  ];
}
