import type { Clock, UserPool, UserPools } from '@app2wxapp/authority';
import { Inject, Injectable } from '@nestjs/common';
import { eq } from 'drizzle-orm';
import { SharedReads } from '../config/shared-reads.js';
import { CLOCK } from '../config/system.js';
import { ORM, type Orm } from '../database/database.js';
import { isExistingPool } from '../database/existing-pools.js';
import { poolSecrets, userPools } from '../database/schema.js';

/** Milliseconds for which a pool's settings are cached: a change reaches every instance within this time. */
export const POOL_CACHE_MS = 2000;
const MAX_CACHED = 1000;

/** Pool with its encrypted secrets: the AppSecret of its own mini program and its key for HS256. */
export interface PoolWithSecrets extends UserPool {
  /** AppSecret of the pool's mini program, encrypted; `null` without one. */
  readonly sealedAppSecret: string | null;
  /** HS256 key of the pool, encrypted; `null` without one. */
  readonly sealedTokenKey: string | null;
}

/** Repository of pools for logins, cached for {@link POOL_CACHE_MS}: every exchange reads one. */
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
    // Also rejects texts that no text column accepts, such as U+0000.
    if (!/^[0-9a-f]{24}$/.test(userPoolId)) return undefined;
    return this.pools.find(userPoolId, () => this.read(userPoolId));
  }

  /** Removes a pool from the cache, after a change made here. */
  forget(userPoolId: string): void {
    this.pools.forget(userPoolId);
  }

  private async read(userPoolId: string): Promise<PoolWithSecrets | undefined> {
    const [pool] = await this.orm.select().from(userPools).where(isExistingPool(userPoolId));
    // Any caller may name a pool that does not exist: no second statement for it.
    if (!pool) return undefined;
    const ofPool = eq(poolSecrets.userPoolId, userPoolId);
    return { ...pool, secrets: await this.orm.select().from(poolSecrets).where(ofPool) };
  }
}
