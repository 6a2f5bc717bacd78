import type { Clock } from '@app2wxapp/authority';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { FastifyBaseLogger } from 'fastify';
import { LOGGER } from '../config/logger.js';
import { Scheduler } from '../config/scheduler.js';
import { CLOCK } from '../config/system.js';
import { ClockWatch } from './clock-watch.js';
import { DATABASE, type Database } from './database.js';
import { removeDeletedPools } from './deleted-pools.js';
import { nameFailure } from './error-codes.js';
import { prepare } from './statement.js';

const INTERVAL_MS = 30_000;
const BATCH = 1000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Tables with the time that rows are stored after their expiry: consumed tickets for late claims, sessions and events
 * for operators.
 */
const TABLES = [
  { table: 'tickets', key: 'digest', column: 'expires_at', keepMs: 10 * MINUTE_MS },
  { table: 'denials', key: 'state_digest', column: 'expires_at', keepMs: 0 },
  { table: 'refresh_tokens', key: 'digest', column: 'expires_at', keepMs: 0 },
  { table: 'operator_tokens', key: 'id', column: 'expires_at', keepMs: 0 },
  { table: 'operator_sessions', key: 'digest', column: 'expires_at', keepMs: 0 },
  { table: 'sessions', key: 'id', column: 'expires_at', keepMs: 30 * DAY_MS },
  { table: 'audit_events', key: 'id', column: 'at', keepMs: 180 * DAY_MS },
] as const;

/**
 * Removes expired rows, {@link BATCH} rows in a statement, so that none holds locks for long, and the rows of deleted
 * pools, and then has the database maintained. It removes nothing in the hour after a step of the clock. Instances
 * may run it in parallel: they skip each other's rows.
 */
@Injectable()
export class ExpiredRows implements OnModuleInit, OnApplicationShutdown {
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;
  private readonly watch: ClockWatch;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Pick<FastifyBaseLogger, 'error' | 'warn'>,
    private readonly scheduler: Scheduler,
  ) {
    this.watch = new ClockWatch(clock, logger);
  }

  onModuleInit(): void {
    this.scheduler.every(INTERVAL_MS, () => this.run(this.watch.isTrusted()));
  }

  /**
   * Removes all expired rows. Never throws: a failed removal is retried later.
   *
   * @param isClockTrusted `false` after a step of the clock: one that was set far ahead would remove sessions and
   *   events that are not expired
   * @returns the number of removed rows
   */
  run(isClockTrusted = true): Promise<number> {
    const run = this.running.then(() => this.removeAll(isClockTrusted));
    this.running = run;
    return run;
  }

  /** Finishes the current batch and stops. */
  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async removeAll(isClockTrusted: boolean): Promise<number> {
    const changed = new Map<string, number>();
    const note = (table: string, count: number) =>
      count > 0 && changed.set(table, (changed.get(table) ?? 0) + count);
    try {
      if (isClockTrusted) {
        for (const table of TABLES) note(table.table, await this.removeFrom(table));
        const options = { now: this.clock.now(), isStopped: () => this.stopped };
        for (const [table, count] of await removeDeletedPools(this.database, options)) note(table, count);
      }
      if (!this.stopped) await this.database.maintain([...changed.keys()]);
    } catch (error) {
      this.logger.error({ reason: nameFailure(error) }, 'removing expired rows failed');
    }
    return [...changed.values()].reduce((sum, count) => sum + count, 0);
  }

  private async removeFrom({ table, key, column, keepMs }: (typeof TABLES)[number]): Promise<number> {
    const statement = buildDelete(table, key, column);
    const before = new Date(this.clock.now() - keepMs).toISOString();
    let removed = 0;
    let batch = BATCH;
    while (batch === BATCH && !this.stopped) {
      batch = (await this.database.query(statement, { before, count: BATCH })).length;
      removed += batch;
    }
    return removed;
  }
}

function buildDelete(table: string, key: string, column: string) {
  return prepare<{ before: string; count: number }>(
    `remove_expired_${table}`,
    `DELETE FROM ${table} WHERE ${key} IN (
      SELECT ${key} FROM ${table} WHERE ${column} < $before ORDER BY ${column} LIMIT $count FOR UPDATE SKIP LOCKED
    ) AND ${column} < $before RETURNING 1`,
  );
}
