import type { Clock, UserPool, UserPools } from '@app2wxapp/authority';
import { Inject, Injectable } from '@nestjs/common';
import { eq } from 'drizzle-orm';
import { SharedReads } from '../config/shared-reads.js';
import { CLOCK } from '../config/system.js';
import { ORM, type Orm } from '../database/database.js';
import { isExistingPool } from '../database/existing-pools.js';
import { poolSecrets, userPools } from '../database/schema.js';

/** Milliseconds that a pool's settings are kept: a change reaches every instance within this time. */
export const POOL_CACHE_MS = 2000;
const MAX_CACHED = 1000;

/** A pool with what is sealed of it: the AppSecret of its own mini program and its key for HS256. */
export interface PoolWithSecrets extends UserPool {
  readonly sealedAppSecret: string | null;
  readonly sealedTokenKey: string | null;
}

/** The pools in the database, remembered for {@link POOL_CACHE_MS}: every exchange asks for one. */
@Injectable()
export class PoolRepository implements UserPools {
  private readonly pools: SharedReads<PoolWithSecrets | undefined>;

  constructor(
    @Inject(ORM) private readonly orm: Orm,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.pools = new SharedReads(clock, { max: MAX_CACHED, keepMs: POOL_CACHE_MS });
  }

  async find(userPoolId: string): Promise<PoolWithSecrets | undefined> {
    // Also keeps out what no text column takes, such as U+0000.
    if (!/^[0-9a-f]{24}$/.test(userPoolId)) return undefined;
    return this.pools.find(userPoolId, () => this.read(userPoolId));
  }

  /** Forgets what is remembered of a pool, after a change made here. */
  forget(userPoolId: string): void {
    this.pools.forget(userPoolId);
  }

  private async read(userPoolId: string): Promise<PoolWithSecrets | undefined> {
    const [[pool], secrets] = await Promise.all([
      this.orm.select().from(userPools).where(isExistingPool(userPoolId)),
      this.orm.select().from(poolSecrets).where(eq(poolSecrets.userPoolId, userPoolId)),
    ]);
    return pool && { ...pool, secrets };
  }
}
