import type { Clock, UserPool, UserPools } from '@app2wxapp/authority';
import { Inject, Injectable } from '@nestjs/common';
import { eq } from 'drizzle-orm';
import { CLOCK } from '../config/system.js';
import { ORM, type Orm } from '../database/database.js';
import { poolSecrets, userPools } from '../database/schema.js';

/** How old a pool's settings may be: a change reaches every instance within this time. */
export const POOL_CACHE_MS = 2000;
const MAX_CACHED = 1000;

interface Cached {
  readonly until: number;
  readonly pool: Promise<UserPool | undefined>;
}

/** The pools in the database, remembered for {@link POOL_CACHE_MS}: every exchange asks for one. */
@Injectable()
export class PoolRepository implements UserPools {
  private readonly cache = new Map<string, Cached>();

  constructor(
    @Inject(ORM) private readonly orm: Orm,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  find(userPoolId: string): Promise<UserPool | undefined> {
    // Also keeps out what no text column takes, such as U+0000.
    if (!/^[0-9a-f]{24}$/.test(userPoolId)) return Promise.resolve(undefined);
    const known = this.cache.get(userPoolId);
    if (known && known.until > this.clock.now()) return known.pool;
    const pool = this.read(userPoolId);
    if (this.cache.size >= MAX_CACHED) this.cache.clear();
    this.cache.set(userPoolId, { until: this.clock.now() + POOL_CACHE_MS, pool });
    pool.catch(() => this.cache.delete(userPoolId));
    return pool;
  }

  /** Forgets what is remembered of a pool, after a change made here. */
  forget(userPoolId: string): void {
    this.cache.delete(userPoolId);
  }

  private async read(userPoolId: string): Promise<UserPool | undefined> {
    const [[pool], secrets] = await Promise.all([
      this.orm.select().from(userPools).where(eq(userPools.id, userPoolId)),
      this.orm.select().from(poolSecrets).where(eq(poolSecrets.userPoolId, userPoolId)),
    ]);
    return pool && { ...pool, secrets };
  }
}
