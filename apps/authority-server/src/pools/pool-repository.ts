import {
  createObjectId,
  createToken,
  digest,
  systemRandom,
  type Clock,
  type MiniProgram,
  type MiniPrograms,
  type SealedBox,
  type UserPool,
  type UserPools,
} from '@app2wxapp/authority';
import { eq } from 'drizzle-orm';
import type { Orm } from '../database/database.js';
import { poolSecrets, userPools } from '../database/schema.js';

/** How old a pool's settings may be: a change reaches every instance within this time. */
export const POOL_CACHE_MS = 2000;
const MAX_CACHED = 1000;

interface Cached {
  readonly until: number;
  readonly pool: Promise<UserPool | undefined>;
}

/** The pools in the database, remembered for {@link POOL_CACHE_MS}: every exchange asks for one. */
export class PoolRepository implements UserPools {
  private readonly cache = new Map<string, Cached>();

  constructor(
    private readonly orm: Orm,
    private readonly clock: Clock,
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

/** Makes a pool with one secret. @returns the secret as well: it is shown this once and kept as a digest */
export async function createPool(
  orm: Orm,
  now: Date,
  settings: { readonly name: string } & Partial<Omit<typeof userPools.$inferInsert, 'id' | 'createdAt'>>,
): Promise<{ readonly userPoolId: string; readonly secret: string }> {
  const userPoolId = createObjectId(systemRandom);
  const secret = createToken(systemRandom, 32);
  await orm.transaction(async (transaction) => {
    await transaction.insert(userPools).values({ ...settings, id: userPoolId, createdAt: now });
    await transaction.insert(poolSecrets).values({
      id: createObjectId(systemRandom),
      userPoolId,
      digest: digest(secret),
      createdAt: now,
    });
  });
  return { userPoolId, secret };
}

/** What an AppSecret is sealed for. */
export function nameAppSecret(userPoolId: string): string {
  return `app-secret:${userPoolId}`;
}

/** The authority's mini program from its settings, and those of the pools from the database. */
export class MiniProgramRepository implements MiniPrograms {
  constructor(
    private readonly orm: Orm,
    private readonly box: SealedBox,
    private readonly own: MiniProgram | undefined,
  ) {}

  async find(userPoolId: string | undefined): Promise<MiniProgram | undefined> {
    if (userPoolId === undefined) return this.own;
    const [pool] = await this.orm.select().from(userPools).where(eq(userPools.id, userPoolId));
    if (!pool?.appId || !pool.sealedAppSecret) return undefined;
    return { appId: pool.appId, appSecret: this.box.open(pool.sealedAppSecret, nameAppSecret(userPoolId)) };
  }
}
