import { POOL_PRESETS, createToken, systemRandom, type Clock, type SealedBox } from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import { Inject, Injectable } from '@nestjs/common';
import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { CLOCK } from '../config/system.js';
import { ORM, type Orm } from '../database/database.js';
import { BOX } from '../database/storage.js';
import { createPool } from './create-pool.js';
import { nameAppSecret, nameTokenKey } from '../database/sealed-purposes.js';
import { PoolRepository } from './pool-repository.js';
import { userPools } from '../database/schema.js';
import { newestFirst, Page } from '../paging/page.js';
import { matchesPart } from '../database/matches-part.js';
import { isObjectId } from '../database/object-id.js';
import type { NewPool, Pool, PoolChanges, PoolQuery } from './pool-schemas.js';

type PoolView = z.output<typeof Pool>;
type PoolRow = typeof userPools.$inferSelect;

const KEYS = { at: userPools.createdAt, id: userPools.id };

/** The pools as operators see and change them. */
@Injectable()
export class PoolSettingsRepository {
  constructor(
    @Inject(ORM) private readonly orm: Orm,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(BOX) private readonly box: SealedBox,
    private readonly pools: PoolRepository,
  ) {}

  /** Newest first. */
  async list({ name, cursor, limit }: z.output<typeof PoolQuery>) {
    const page = new Page({ cursor, limit });
    const rows = await this.orm
      .select()
      .from(userPools)
      .where(and(name ? matchesPart(userPools.name, name) : undefined, page.isBehind(KEYS)))
      .orderBy(...newestFirst(KEYS))
      .limit(page.rows);
    const { items, nextCursor } = page.cut(rows, ({ createdAt: at, id }) => ({ at, id }));
    return { items: items.map(viewPool), nextCursor };
  }

  /** @throws {App2WxappError} `user_pool_not_found` */
  async find(userPoolId: string): Promise<PoolView> {
    return viewPool(await this.findRow(userPoolId));
  }

  /** @throws {App2WxappError} `invalid_request` when it is to sign by HS256: there is no key yet */
  async create({ preset, ...given }: z.output<typeof NewPool>): Promise<{ pool: PoolView; secret: string }> {
    const settings = { ...(preset && POOL_PRESETS[preset]), ...given };
    if (settings.tokenFormat === 'HS256') throw keyMissing();
    const { userPoolId, secret } = await createPool(this.orm, this.now(), settings);
    return { pool: await this.find(userPoolId), secret };
  }

  /**
   * @returns the pool as it is now, and the names of the settings that are different
   * @throws {App2WxappError} `user_pool_not_found`; `invalid_request` for HS256 without a token key
   */
  async change(
    userPoolId: string,
    changes: z.output<typeof PoolChanges>,
  ): Promise<{ pool: PoolView; changed: string[] }> {
    const before = await this.findRow(userPoolId);
    if (changes.tokenFormat === 'HS256' && before.sealedTokenKey === null) throw keyMissing();
    const changed = (Object.keys(changes) as (keyof typeof changes)[]).filter(
      (key) => JSON.stringify(changes[key]) !== JSON.stringify(before[key]),
    );
    if (changed.length > 0) await this.update(userPoolId, changes);
    return { pool: await this.find(userPoolId), changed };
  }

  /** Makes the key that the pool's HS256 tokens are signed by; the one before signs nothing from then on. */
  async createTokenKey(userPoolId: string): Promise<string> {
    await this.findRow(userPoolId);
    const tokenKey = createToken(systemRandom, 32);
    await this.update(userPoolId, {
      sealedTokenKey: this.box.seal(tokenKey, nameTokenKey(userPoolId)),
    });
    return tokenKey;
  }

  /** Sets the pool's own mini program, or removes it. */
  async setMiniProgram(
    userPoolId: string,
    credentials: { readonly appId: string; readonly appSecret: string } | undefined,
  ): Promise<PoolView> {
    await this.findRow(userPoolId);
    const sealedAppSecret = credentials && this.box.seal(credentials.appSecret, nameAppSecret(userPoolId));
    await this.update(userPoolId, {
      appId: credentials?.appId ?? null,
      sealedAppSecret: sealedAppSecret ?? null,
    });
    return this.find(userPoolId);
  }

  private async findRow(userPoolId: string): Promise<PoolRow> {
    const [row] = isObjectId(userPoolId)
      ? await this.orm.select().from(userPools).where(eq(userPools.id, userPoolId))
      : [];
    if (row) return row;
    throw new App2WxappError('user_pool_not_found', 'There is no such user pool. Check the id.');
  }

  private async update(userPoolId: string, values: Partial<typeof userPools.$inferInsert>): Promise<void> {
    await this.orm.update(userPools).set(values).where(eq(userPools.id, userPoolId));
    this.pools.forget(userPoolId);
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

function viewPool(row: PoolRow): PoolView {
  const { sealedAppSecret, sealedTokenKey, appId, createdAt, ...settings } = row;
  return {
    ...settings,
    miniProgram: appId === null || sealedAppSecret === null ? null : { appId },
    hasTokenKey: sealedTokenKey !== null,
    createdAt: createdAt.toISOString(),
  };
}

function keyMissing(): App2WxappError {
  return new App2WxappError('invalid_request', 'The pool has no token key. Make one, then choose HS256.', {
    status: 409,
  });
}
