import type { Clock } from '@app2wxapp/authority';
import { Inject, Injectable } from '@nestjs/common';
import { and, desc, eq, gt, gte, inArray, isNull, max, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { CLOCK } from '../config/system.js';
import { ORM, type Orm } from '../database/database.js';
import { auditEvents, hourlyCounts } from '../database/operations-schema.js';
import { poolSecrets, sessions } from '../database/schema.js';
import type { PoolHealthList } from './event-schemas.js';

type Health = z.output<typeof PoolHealthList>['items'][number];
type Failure = Health['wechatFailure'];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** WeChat's codes for mistakes that an operator can correct: AppID, AppSecret, IP list, permission. */
const TO_MEND = ['40001', '40013', '40125', '40164', '40243', '48001'];

/** Finds problems of pools, from the events of their recent logins. */
@Injectable()
export class PoolHealthRepository {
  constructor(
    @Inject(ORM) private readonly orm: Orm,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Lists the health of pools, in the order of the ids. A pool that does not exist has no logins and no secrets. */
  async list(userPoolIds: readonly string[]): Promise<Health[]> {
    const [counts, failures, secrets] = await Promise.all([
      this.countRecent(userPoolIds),
      this.findFailures(userPoolIds),
      this.findNewestSecrets(userPoolIds),
    ]);
    return userPoolIds.map((userPoolId) => ({
      userPoolId,
      redeemed: counts.get(`${userPoolId} redeemed`) ?? 0,
      refused: counts.get(`${userPoolId} refused`) ?? 0,
      wechatFailure: failures.get(userPoolId) ?? null,
      newestSecretAt: secrets.get(userPoolId)?.toISOString() ?? null,
    }));
  }

  private async countRecent(ids: readonly string[]): Promise<Map<string, number>> {
    const { hour, userPoolId, type, count } = hourlyCounts;
    const since = new Date(Math.floor(this.clock.now() / HOUR_MS - 1) * HOUR_MS);
    const rows = await this.orm
      .select({ userPoolId, type, count: sql<string>`sum(${count})` })
      .from(hourlyCounts)
      .where(and(gte(hour, since), inArray(userPoolId, [...ids])))
      .groupBy(userPoolId, type);
    const sums = new Map<string, number>();
    for (const row of rows) {
      const key = `${row.userPoolId} ${row.type.startsWith('refused_') ? 'refused' : row.type}`;
      sums.set(key, (sums.get(key) ?? 0) + Number(row.count));
    }
    return sums;
  }

  /** Finds the newest failure of each pool, unless a login has succeeded since: one statement for any number of pools. */
  private async findFailures(ids: readonly string[]): Promise<Map<string, Failure>> {
    const { userPoolId, at, detail } = auditEvents;
    const newest = this.orm
      .selectDistinctOn([userPoolId], { userPoolId, at, detail })
      .from(auditEvents)
      .where(
        and(
          inArray(userPoolId, [...ids]),
          gte(at, new Date(this.clock.now() - DAY_MS)),
          inArray(detail, TO_MEND),
        ),
      )
      .orderBy(userPoolId, desc(at))
      .as('newest');
    // Limited, so that PostgreSQL looks for one login of each pool and does not join all of them.
    const loginSince = this.orm
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.userPoolId, newest.userPoolId), gt(sessions.createdAt, newest.at)))
      .limit(1);
    const rows = await this.orm
      .select()
      .from(newest)
      .where(isNull(sql`${loginSince}`));
    return new Map(
      rows.map((row) => [row.userPoolId ?? '', { detail: row.detail ?? '', at: row.at.toISOString() }]),
    );
  }

  private async findNewestSecrets(ids: readonly string[]): Promise<Map<string, Date | null>> {
    const { userPoolId, createdAt } = poolSecrets;
    const rows = await this.orm
      .select({ userPoolId, newest: max(createdAt) })
      .from(poolSecrets)
      .where(inArray(userPoolId, [...ids]))
      .groupBy(userPoolId);
    return new Map(rows.map((row) => [row.userPoolId, row.newest]));
  }
}
