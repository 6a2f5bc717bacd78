import { POOL_PRESETS, createToken, systemRandom, type Clock, type SealedBox } from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import { Inject, Injectable } from '@nestjs/common';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { CLOCK } from '../config/system.js';
import { ORM, type Orm } from '../database/database.js';
import { BOX } from '../database/storage.js';
import { createPool } from './create-pool.js';
import { nameAppSecret, nameTokenKey } from '../database/sealed-purposes.js';
import { lowersSecurity } from './lowers-security.js';
import { PoolRepository } from './pool-repository.js';
import { isExistingPool, isNotDeleted } from '../database/existing-pools.js';
import { operators } from '../database/operations-schema.js';
import { poolSecrets, userPools } from '../database/schema.js';
import { newestFirst, Page } from '../paging/page.js';
import { matchesPart } from '../database/matches-part.js';
import { isObjectId } from '../database/object-id.js';
import { computeVersion, ExpectedVersion } from './pool-version.js';
import type { NewPool, Pool, PoolChanges, PoolQuery } from './pool-schemas.js';

type PoolView = z.output<typeof Pool>;
type PoolRow = typeof userPools.$inferSelect;

const ANY_VERSION = new ExpectedVersion('*');
const KEYS = { at: userPools.createdAt, id: userPools.id };

/** Repository of pools for operators, who read and change them. */
@Injectable()
export class PoolSettingsRepository {
  constructor(
    @Inject(ORM) private readonly orm: Orm,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(BOX) private readonly box: SealedBox,
    private readonly pools: PoolRepository,
  ) {}

  /** Lists pools, newest first. @param of ids of the pools to select from. @default all */
  async list({ name, cursor, limit }: z.output<typeof PoolQuery>, of?: readonly string[]) {
    const page = new Page({ cursor, limit });
    const rows = await this.orm
      .select()
      .from(userPools)
      .where(
        and(
          isNotDeleted(),
          of && inArray(userPools.id, [...of]),
          name ? matchesPart(userPools.name, name) : undefined,
          page.isBehind(KEYS),
        ),
      )
      .orderBy(...newestFirst(KEYS))
      .limit(page.rows);
    const { items, nextCursor } = page.cut(rows, ({ createdAt: at, id }) => ({ at, id }));
    return { items: items.map(viewPool), nextCursor };
  }

  /** Finds a pool. @throws {App2WxappError} `user_pool_not_found` */
  async find(userPoolId: string): Promise<PoolView> {
    const isPool = isExistingPool(requirePoolId(userPoolId));
    const [row] = await this.orm.select().from(userPools).where(isPool);
    if (!row) throw poolMissing();
    return viewPool(row);
  }

  /**
   * Creates a pool. @throws {App2WxappError} `invalid_request` when it is to sign by HS256, for which it has no key
   * yet
   */
  async create({ preset, ...given }: z.output<typeof NewPool>): Promise<{ pool: PoolView; secret: string }> {
    const settings = { ...(preset && POOL_PRESETS[preset]), ...given };
    if (settings.tokenFormat === 'HS256') throw keyMissing();
    const { userPoolId, secret } = await createPool(this.orm, this.now(), settings);
    return { pool: await this.find(userPoolId), secret };
  }

  /**
   * Changes a pool.
   *
   * @param options.onLower called before a change that disables a check; an error of it leaves the pool unchanged
   * @returns the changed pool, and the names of the changed settings
   * @throws {App2WxappError} `user_pool_not_found`; `precondition_failed`; `invalid_request` for HS256 without a
   *   token key
   */
  async change(
    userPoolId: string,
    changes: z.output<typeof PoolChanges>,
    { expected, onLower }: { readonly expected: ExpectedVersion; readonly onLower: () => void },
  ): Promise<{ pool: PoolView; changed: string[] }> {
    let changed: string[] = [];
    const pool = await this.update(userPoolId, expected, (before) => {
      if (changes.tokenFormat === 'HS256' && before.sealedTokenKey === null) throw keyMissing();
      changed = (Object.keys(changes) as (keyof typeof changes)[]).filter(
        (key) => JSON.stringify(changes[key]) !== JSON.stringify(before[key]),
      );
      if (lowersSecurity(before, changes)) onLower();
      return changed.length > 0 ? changes : undefined;
    });
    return { pool, changed };
  }

  /** Creates the key of the pool's HS256 tokens; the previous one signs nothing from then on. */
  async createTokenKey(userPoolId: string): Promise<string> {
    const tokenKey = createToken(systemRandom, 32);
    const sealedTokenKey = this.box.seal(tokenKey, nameTokenKey(userPoolId));
    await this.update(userPoolId, ANY_VERSION, () => ({ sealedTokenKey }));
    return tokenKey;
  }

  /**
   * Sets the pool's own mini program, or removes it.
   *
   * @throws {App2WxappError} `user_pool_not_found`, `precondition_failed`
   */
  async setMiniProgram(
    userPoolId: string,
    credentials: { readonly appId: string; readonly appSecret: string } | undefined,
    expected: ExpectedVersion,
  ): Promise<PoolView> {
    const sealedAppSecret = credentials && this.box.seal(credentials.appSecret, nameAppSecret(userPoolId));
    return this.update(userPoolId, expected, () => ({
      appId: credentials?.appId ?? null,
      sealedAppSecret: sealedAppSecret ?? null,
    }));
  }

  /**
   * Deletes a pool permanently: every instance responds as for an unknown one within two seconds. Its secrets and
   * keys are deleted at once, and operators of this pool lose it; `ExpiredRows` removes everything else later.
   *
   * @throws {App2WxappError} `user_pool_not_found`, `precondition_failed`
   */
  delete(userPoolId: string, expected: ExpectedVersion): Promise<void> {
    return this.lock(userPoolId, expected, async (transaction) => {
      await transaction
        .update(userPools)
        .set({ deletedAt: this.now(), sealedAppSecret: null, sealedTokenKey: null })
        .where(eq(userPools.id, userPoolId));
      await transaction.delete(poolSecrets).where(eq(poolSecrets.userPoolId, userPoolId));
      const { userPoolIds } = operators;
      await transaction
        .update(operators)
        .set({ userPoolIds: sql`array_remove(${userPoolIds}, ${userPoolId})` })
        .where(sql`${userPoolId} = ANY(${userPoolIds})`);
    });
  }

  /** Changes the row of the expected version, with no other change in between. `undefined` changes nothing. */
  private async update(
    userPoolId: string,
    expected: ExpectedVersion,
    choose: (before: PoolRow) => Partial<typeof userPools.$inferInsert> | undefined,
  ): Promise<PoolView> {
    const after = await this.lock(userPoolId, expected, async (transaction, before) => {
      const values = choose(before);
      if (!values) return before;
      const isPool = eq(userPools.id, userPoolId);
      const [row] = await transaction.update(userPools).set(values).where(isPool).returning();
      return row ?? before;
    });
    return viewPool(after);
  }

  /** Runs with the row of the expected version locked, and removes the pool from the cache. */
  private async lock<T>(
    userPoolId: string,
    expected: ExpectedVersion,
    run: (transaction: Orm, before: PoolRow) => Promise<T>,
  ): Promise<T> {
    const isPool = isExistingPool(requirePoolId(userPoolId));
    const result = await this.orm.transaction(async (transaction) => {
      const [before] = await transaction.select().from(userPools).where(isPool).for('update');
      if (!before) throw poolMissing();
      expected.check(viewPool(before).version);
      return run(transaction, before);
    });
    this.pools.forget(userPoolId);
    return result;
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

function viewPool(row: PoolRow): PoolView {
  const { sealedAppSecret, sealedTokenKey, appId, createdAt, deletedAt: _, ...settings } = row;
  const changed = {
    ...settings,
    miniProgram: appId === null || sealedAppSecret === null ? null : { appId },
  };
  return {
    ...changed,
    hasTokenKey: sealedTokenKey !== null,
    createdAt: createdAt.toISOString(),
    version: computeVersion(changed),
  };
}

/** Requires an id: a malformed one is rejected before the database is queried. */
function requirePoolId(userPoolId: string): string {
  if (isObjectId(userPoolId)) return userPoolId;
  throw poolMissing();
}

function poolMissing(): App2WxappError {
  return new App2WxappError('user_pool_not_found', 'There is no such user pool. Check the id.');
}

function keyMissing(): App2WxappError {
  return new App2WxappError('invalid_request', 'The pool has no token key. Create one, then choose HS256.', {
    status: 409,
  });
}
