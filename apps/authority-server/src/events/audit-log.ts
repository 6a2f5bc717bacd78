import type { Audit, AuthorityEvent, Clock } from '@app2wxapp/authority';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { LOGGER } from '../config/logger.js';
import { findRequestId } from '../config/request-context.js';
import { Scheduler } from '../config/scheduler.js';
import { CLOCK } from '../config/system.js';
import { DATABASE, type Database } from '../database/database.js';
import { nameFailure } from '../database/error-codes.js';
import { hourlyCounts } from '../database/operations-schema.js';
import { Metrics } from '../monitoring/metrics.js';
import { listBatchValues } from '../store/batch-values.js';
import { INSERT_EVENTS, type EventValues } from './event-statements.js';
import { ListedEvents } from './listed-events.js';

const FLUSH_MS = 1000;
const HOUR_MS = 3_600_000;

type CountRow = typeof hourlyCounts.$inferInsert;

/**
 * Counts every event by the hour and lists those that an operator may have to investigate ({@link ListedEvents}).
 * Both are written once a second, so that no login waits for them; a killed process loses the last second of them.
 * The logins themselves are in the table of sessions, written with the login.
 */
@Injectable()
export class AuditLog implements Audit, OnModuleInit, OnApplicationShutdown {
  private readonly counts = new Map<string, CountRow>();
  private events: EventValues[] = [];
  private readonly listed = new ListedEvents();
  private writing: Promise<void> = Promise.resolve();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(LOGGER) private readonly logger: Pick<FastifyBaseLogger, 'error'>,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly metrics: Metrics,
    private readonly scheduler: Scheduler,
  ) {}

  onModuleInit(): void {
    this.scheduler.every(FLUSH_MS, () => this.flush());
  }

  record(event: AuthorityEvent): void {
    this.metrics.countEvent(event);
    const { type, userPoolId, ip, accountId } = event;
    const reason = event.type === 'refused' ? event.reason : null;
    // An invented pool id must not create rows.
    const isKnownPool = reason !== 'user_pool_not_found';
    this.count({
      type: event.type === 'refused' ? `refused_${event.step}` : type,
      userPoolId,
      reason,
      isKnownPool,
    });
    const now = this.clock.now();
    if (!this.listed.admit(event, this.events.length, now)) return;
    this.events.push({
      at: new Date(now).toISOString(),
      type,
      userPoolId,
      reason,
      detail: findDetail(event),
      accountId: accountId ?? null,
      ip,
      requestId: findRequestId(),
    });
  }

  /** Writes the waiting events. Never throws: events that cannot be written are dropped and logged. */
  flush(): Promise<void> {
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  /** Writes the remaining events: no request is in progress any more. */
  onApplicationShutdown(): Promise<void> {
    return this.flush();
  }

  private count(what: {
    readonly type: string;
    readonly userPoolId: string;
    readonly reason: string | null;
    readonly isKnownPool: boolean;
  }): void {
    const hour = new Date(Math.floor(this.clock.now() / HOUR_MS) * HOUR_MS);
    const userPoolId = what.isKnownPool ? what.userPoolId : '';
    const row = { hour, userPoolId, type: what.type, reason: what.reason ?? '', count: 1 };
    const key = `${hour.getTime()} ${userPoolId} ${row.type} ${row.reason}`;
    const known = this.counts.get(key);
    if (known) known.count += 1;
    else this.counts.set(key, row);
  }

  private async write(): Promise<void> {
    const counts = [...this.counts.values()];
    const events = this.events;
    this.counts.clear();
    this.events = [];
    try {
      if (events.length > 0) await this.database.query(INSERT_EVENTS, listBatchValues(events));
      if (counts.length > 0) await this.addCounts(counts);
    } catch (error) {
      this.logger.error({ lost: events.length, reason: nameFailure(error) }, 'audit events were not written');
    }
  }

  private async addCounts(counts: CountRow[]): Promise<void> {
    await this.database.orm
      .insert(hourlyCounts)
      .values(counts)
      .onConflictDoUpdate({
        target: [hourlyCounts.hour, hourlyCounts.userPoolId, hourlyCounts.type, hourlyCounts.reason],
        set: { count: sql`${hourlyCounts.count} + excluded.count` },
      });
  }
}

function findDetail(event: AuthorityEvent): string | null {
  if (event.type === 'identity_moved') return event.movedFrom;
  if (event.type === 'nickname_rejected') return event.rejection;
  return event.type === 'refused' ? (event.wechat ?? null) : null;
}
