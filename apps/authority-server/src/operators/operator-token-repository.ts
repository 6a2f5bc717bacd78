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

/** How many tokens an operator has at once: the one in use, and the one that replaces it. */
const MAX_TOKENS = 2;

/** A valid token, and whose it is. */
export interface FoundToken {
  readonly operator: Operator;
  readonly id: string;
  readonly expiresAt: Date;
  /** Whether it is accepted at one sign-in alone. */
  readonly isFirst: boolean;
}

/** The tokens of operators, kept as digests. */
@Injectable()
export class OperatorTokenRepository {
  constructor(
    @Inject(ORM) private readonly orm: Orm,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns `undefined` when the token is unknown or expired */
  async find(token: string): Promise<FoundToken | undefined> {
    const shown = digest(token);
    const [row] = await this.orm
      .select({ operator: OPERATOR_COLUMNS, token: operatorTokens })
      .from(operatorTokens)
      .innerJoin(operators, eq(operators.id, operatorTokens.operatorId))
      .where(and(eq(operatorTokens.digest, shown), gt(operatorTokens.expiresAt, this.now())));
    // The index finds by a digest, whose timing reveals nothing of a token; the decision itself is constant in time.
    if (!row || !equalDigests(row.token.digest, shown)) return undefined;
    const { id, expiresAt, isFirst } = row.token;
    return { operator: row.operator, id, expiresAt, isFirst };
  }

  /**
   * Creates a second token, which is to replace the first.
   *
   * @throws {App2WxappError} `invalid_request`: 404 when there is no such operator, 409 when there are two tokens
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
   * Consumes a token that is for one sign-in, and creates a lasting one.
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
   * @throws {App2WxappError} `invalid_request`: 404 when there is none, 409 for the only valid one
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

/** Changes of one operator's tokens happen one after the other. */
async function lockOperator(orm: Orm, operatorId: string): Promise<void> {
  const isOperator = eq(operators.id, operatorId);
  const found = await orm.select({ id: operators.id }).from(operators).where(isOperator).for('update');
  if (found.length === 0) throw unknownOperator();
}

function unknownToken(): App2WxappError {
  return new App2WxappError('invalid_request', 'The operator has no such token.', { status: 404 });
}
