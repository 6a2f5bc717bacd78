import type { Clock } from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import { Inject, Injectable } from '@nestjs/common';
import { and, asc, eq, gt, inArray, isNull, ne } from 'drizzle-orm';
import { CLOCK } from '../config/system.js';
import { ORM, type Orm } from '../database/database.js';
import { isNotDeleted } from '../database/existing-pools.js';
import { isObjectId } from '../database/object-id.js';
import { operators, operatorTokens } from '../database/operations-schema.js';
import { userPools } from '../database/schema.js';
import { createOperator, type CreatedToken } from './create-operator.js';
import type { Operator } from './operator.js';

/** Columns of an {@link Operator}. */
export const OPERATOR_COLUMNS = {
  id: operators.id,
  name: operators.name,
  role: operators.role,
  userPoolIds: operators.userPoolIds,
  createdAt: operators.createdAt,
};

/** Token as it is listed, without the token itself. */
export interface ListedToken {
  /** Id of the token. */
  readonly id: string;
  /** Time of creation. */
  readonly createdAt: Date;
  /** Time of expiry. */
  readonly expiresAt: Date;
}

/** Repository of operators. */
@Injectable()
export class OperatorRepository {
  constructor(
    @Inject(ORM) private readonly orm: Orm,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Lists operators, oldest first, each with its valid tokens. @param id lists this operator only */
  async list(id?: string): Promise<readonly (Operator & { readonly tokens: readonly ListedToken[] })[]> {
    const found = await this.orm
      .select(OPERATOR_COLUMNS)
      .from(operators)
      .where(id === undefined ? undefined : eq(operators.id, id))
      .orderBy(asc(operators.createdAt), asc(operators.id));
    const { operatorId, createdAt, expiresAt } = operatorTokens;
    const tokens = await this.orm
      .select({ id: operatorTokens.id, operatorId, createdAt, expiresAt })
      .from(operatorTokens)
      .where(gt(expiresAt, this.now()))
      .orderBy(asc(createdAt), asc(operatorTokens.id));
    return found.map((operator) => ({
      ...operator,
      tokens: tokens.filter((token) => token.operatorId === operator.id),
    }));
  }

  /**
   * Creates an operator with one token. Another person sees it first, so it is valid for one sign-in.
   *
   * @throws {App2WxappError} `user_pool_not_found` for a pool that does not exist
   */
  async create(
    operator: Omit<Operator, 'id' | 'createdAt'>,
  ): Promise<{ readonly operator: Operator; readonly created: CreatedToken }> {
    const { userPoolIds } = operator;
    if (userPoolIds) {
      const wanted = [...new Set(userPoolIds)];
      const isWanted = and(inArray(userPools.id, wanted), isNotDeleted());
      if (
        (await this.orm.select({ id: userPools.id }).from(userPools).where(isWanted)).length < wanted.length
      ) {
        throw new App2WxappError('user_pool_not_found', 'One of the pools does not exist. Check the ids.');
      }
    }
    return createOperator(this.orm, { ...operator, createdAt: this.now() }, { isFirst: true });
  }

  /**
   * Removes an operator with all tokens and sessions.
   *
   * @throws {App2WxappError} `invalid_request`: 404 when it does not exist, 409 for the last admin of all pools
   */
  async remove(id: string): Promise<void> {
    if (!isObjectId(id)) throw unknownOperator();
    await this.orm.transaction(async (transaction) => {
      // Two admins who remove each other at once must not both succeed.
      const admins = await transaction
        .select({ id: operators.id })
        .from(operators)
        .where(and(eq(operators.role, 'admin'), isNull(operators.userPoolIds), ne(operators.id, id)))
        .for('update');
      if (admins.length === 0) {
        throw new App2WxappError(
          'invalid_request',
          'This is the last admin of all pools. Create another one before you remove it.',
          { status: 409 },
        );
      }
      const removed = await transaction.delete(operators).where(eq(operators.id, id)).returning();
      if (removed.length === 0) {
        throw unknownOperator();
      }
    });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

/** Creates the error of an operator that does not exist. */
export function unknownOperator(): App2WxappError {
  return new App2WxappError('invalid_request', 'There is no such operator.', { status: 404 });
}
