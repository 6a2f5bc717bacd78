import { digest, equalDigests, type Clock } from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import { Inject, Injectable } from '@nestjs/common';
import { and, eq, gt, ne } from 'drizzle-orm';
import { CLOCK } from '../config/system.js';
import { ORM, type Orm } from '../database/database.js';
import { isObjectId } from '../database/object-id.js';
import { operators, operatorTokens } from '../database/operations-schema.js';
import { createOperatorToken, type CreatedToken } from './create-operator.js';
import type { Operator } from './operator.js';
import { OPERATOR_COLUMNS, unknownOperator } from './operator-repository.js';

/** Largest number of an operator's tokens: the current one, and the one that replaces it. */
const MAX_TOKENS = 2;

/** Valid token with its operator. */
export interface FoundToken {
  /** Operator of the token. */
  readonly operator: Operator;
  /** Id of the token. */
  readonly id: string;
  /** Time of expiry. */
  readonly expiresAt: Date;
  /** Whether it is accepted at one sign-in only. */
  readonly isFirst: boolean;
}

/** Repository of the operators' tokens, stored as digests. */
@Injectable()
export class OperatorTokenRepository {
  constructor(
    @Inject(ORM) private readonly orm: Orm,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Finds a token. @returns `undefined` when the token is unknown or expired */
  async find(token: string): Promise<FoundToken | undefined> {
    const shown = digest(token);
    const [row] = await this.orm
      .select({ operator: OPERATOR_COLUMNS, token: operatorTokens })
      .from(operatorTokens)
      .innerJoin(operators, eq(operators.id, operatorTokens.operatorId))
      .where(and(eq(operatorTokens.digest, shown), gt(operatorTokens.expiresAt, this.now())));
    // The index finds by a digest, whose timing reveals nothing about a token; the comparison itself is constant in
    // time.
    if (!row || !equalDigests(row.token.digest, shown)) return undefined;
    const { id, expiresAt, isFirst } = row.token;
    return { operator: row.operator, id, expiresAt, isFirst };
  }

  /**
   * Creates a second token, to replace the first.
   *
   * @throws {App2WxappError} `invalid_request`: 404 when the operator does not exist, 409 when there are two tokens
   */
  async create(
    operatorId: string,
    options: { readonly ttlDays: number } | { readonly isFirst: true },
  ): Promise<CreatedToken> {
    if (!isObjectId(operatorId)) throw unknownOperator();
    const now = this.now();
    return this.orm.transaction(async (transaction) => {
      await lockOperator(transaction, operatorId);
      const active = and(eq(operatorTokens.operatorId, operatorId), gt(operatorTokens.expiresAt, now));
      if ((await transaction.$count(operatorTokens, active)) >= MAX_TOKENS) {
        throw new App2WxappError(
          'invalid_request',
          'The operator has two tokens. Revoke the older one before you create another.',
          { status: 409 },
        );
      }
      return createOperatorToken(transaction, operatorId, { now, ...options });
    });
  }

  /**
   * Consumes a token for one sign-in, and creates a lasting one.
   *
   * @returns `undefined` when another sign-in was faster
   */
  async redeemFirst({ id, operator }: FoundToken): Promise<CreatedToken | undefined> {
    return this.orm.transaction(async (transaction) => {
      const isUnused = and(eq(operatorTokens.id, id), eq(operatorTokens.isFirst, true));
      const consumed = await transaction.delete(operatorTokens).where(isUnused).returning();
      if (consumed.length === 0) return undefined;
      return createOperatorToken(transaction, operator.id, { now: this.now() });
    });
  }

  /**
   * Revokes a token, with the sessions that it opened.
   *
   * @throws {App2WxappError} `invalid_request`: 404 when it does not exist, 409 for the only valid one
   */
  async remove(operatorId: string, tokenId: string): Promise<void> {
    if (!isObjectId(operatorId) || !isObjectId(tokenId)) throw unknownToken();
    await this.orm.transaction(async (transaction) => {
      await lockOperator(transaction, operatorId);
      const ofOperator = eq(operatorTokens.operatorId, operatorId);
      const others = and(
        ofOperator,
        ne(operatorTokens.id, tokenId),
        gt(operatorTokens.expiresAt, this.now()),
      );
      if ((await transaction.$count(operatorTokens, others)) === 0) {
        throw new App2WxappError(
          'invalid_request',
          'This is the only valid token. Create another one first, or remove the operator.',
          { status: 409 },
        );
      }
      const isToken = and(ofOperator, eq(operatorTokens.id, tokenId));
      if ((await transaction.delete(operatorTokens).where(isToken).returning()).length === 0) {
        throw unknownToken();
      }
    });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

/** Locks an operator, so that changes of its tokens run one after the other. */
async function lockOperator(orm: Orm, operatorId: string): Promise<void> {
  const isOperator = eq(operators.id, operatorId);
  const found = await orm.select({ id: operators.id }).from(operators).where(isOperator).for('update');
  if (found.length === 0) throw unknownOperator();
}

function unknownToken(): App2WxappError {
  return new App2WxappError('invalid_request', 'The operator has no such token.', { status: 404 });
}
