import { createObjectId, createToken, digest, systemRandom, type Clock } from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import { Inject, Injectable } from '@nestjs/common';
import { asc, eq } from 'drizzle-orm';
import { CLOCK } from '../config/system.js';
import { ORM, type Orm } from '../database/database.js';
import { isExistingPool } from '../database/existing-pools.js';
import { poolSecrets, userPools } from '../database/schema.js';
import { isObjectId } from '../database/object-id.js';
import { PoolRepository } from './pool-repository.js';

/** Largest number of a pool's secrets: the current one, and the one that replaces it. */
const MAX_SECRETS = 2;

/**
 * Repository of the pools' secrets. One is replaced without an interruption: create the second, use it everywhere,
 * retire the first.
 */
@Injectable()
export class SecretRepository {
  constructor(
    @Inject(ORM) private readonly orm: Orm,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly pools: PoolRepository,
  ) {}

  /** Lists secrets, oldest first. @throws {App2WxappError} `user_pool_not_found` */
  async list(userPoolId: string): Promise<{ id: string; createdAt: string }[]> {
    return this.withPool(userPoolId, (transaction) => listSecrets(transaction, userPoolId));
  }

  /**
   * Creates a secret. @throws {App2WxappError} `user_pool_not_found`; `invalid_request` (409) when there are two
   * already
   */
  async create(userPoolId: string): Promise<{ id: string; createdAt: string; secret: string }> {
    const secret = createToken(systemRandom, 32);
    const createdAt = new Date(this.clock.now());
    const id = createObjectId(systemRandom, createdAt.getTime());
    await this.withPool(userPoolId, async (transaction) => {
      const known = await listSecrets(transaction, userPoolId);
      if (known.length >= MAX_SECRETS) {
        throw new App2WxappError('invalid_request', 'The pool has two secrets. Retire one of them first.', {
          status: 409,
        });
      }
      await transaction.insert(poolSecrets).values({ id, userPoolId, digest: digest(secret), createdAt });
    });
    this.pools.forget(userPoolId);
    return { id, createdAt: createdAt.toISOString(), secret };
  }

  /**
   * Removes a secret: within two seconds no instance accepts it any more.
   *
   * @throws {App2WxappError} `user_pool_not_found`; `invalid_request`: 404 when it does not exist, 409 for the last
   */
  async retire(userPoolId: string, secretId: string): Promise<void> {
    await this.withPool(userPoolId, async (transaction) => {
      const known = await listSecrets(transaction, userPoolId);
      if (!known.some(({ id }) => id === secretId)) {
        throw new App2WxappError('invalid_request', 'The pool has no such secret.', { status: 404 });
      }
      if (known.length === 1) {
        throw new App2WxappError(
          'invalid_request',
          'This is the only secret. Create the next one and use it before you retire this one.',
          { status: 409 },
        );
      }
      await transaction.delete(poolSecrets).where(eq(poolSecrets.id, secretId));
    });
    this.pools.forget(userPoolId);
  }

  /** Runs with the pool's row locked, so that changes of its secrets run one after the other. */
  private withPool<T>(userPoolId: string, run: (transaction: Orm) => Promise<T>): Promise<T> {
    return this.orm.transaction(async (transaction) => {
      const found = isObjectId(userPoolId)
        ? await transaction
            .select({ id: userPools.id })
            .from(userPools)
            .where(isExistingPool(userPoolId))
            .for('update')
        : [];
      if (found.length === 0) {
        throw new App2WxappError('user_pool_not_found', 'There is no such user pool. Check the id.');
      }
      return run(transaction);
    });
  }
}

async function listSecrets(orm: Orm, userPoolId: string): Promise<{ id: string; createdAt: string }[]> {
  const rows = await orm
    .select({ id: poolSecrets.id, createdAt: poolSecrets.createdAt })
    .from(poolSecrets)
    .where(eq(poolSecrets.userPoolId, userPoolId))
    .orderBy(asc(poolSecrets.createdAt), asc(poolSecrets.id));
  return rows.map(({ id, createdAt }) => ({ id, createdAt: createdAt.toISOString() }));
}
