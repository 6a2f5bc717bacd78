import type { Clock } from '@app2wxapp/authority';
import { Inject, Injectable } from '@nestjs/common';
import { and, desc, eq, gt, gte, inArray, max, sql } from 'drizzle-orm';
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

  private async findFailures(ids: readonly string[]): Promise<Map<string, Failure>> {
    const { userPoolId, at, detail } = auditEvents;
    const rows = await this.orm
      .selectDistinctOn([userPoolId], { userPoolId, at, detail })
      .from(auditEvents)
      .where(
        and(
          inArray(userPoolId, [...ids]),
          gte(at, new Date(this.clock.now() - DAY_MS)),
          inArray(detail, TO_MEND),
        ),
      )
      .orderBy(userPoolId, desc(at));
    const found = await Promise.all(
      rows.map(async (row): Promise<[string, Failure][]> => {
        const { userPoolId: id, detail: answer } = row;
        if (id === null || answer === null || (await this.hasLoginSince(id, row.at))) return [];
        return [[id, { detail: answer, at: row.at.toISOString() }]];
      }),
    );
    return new Map(found.flat());
  }

  private async hasLoginSince(userPoolId: string, at: Date): Promise<boolean> {
    const rows = await this.orm
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.userPoolId, userPoolId), gt(sessions.createdAt, at)))
      .limit(1);
    return rows.length > 0;
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
