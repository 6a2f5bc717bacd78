import type { Clock } from '@app2wxapp/authority';
import { Inject, Injectable } from '@nestjs/common';
import { findRequestId } from '../config/request-context.js';
import { CLOCK } from '../config/system.js';
import { ORM, type Orm } from '../database/database.js';
import { auditEvents } from '../database/operations-schema.js';
import { Metrics } from '../monitoring/metrics.js';
import type { Operator } from './operator.js';

const HOUR_MS = 3_600_000;
/** Largest number of rows for wrong tokens in one hour, by one instance. */
const MAX_WRONG_TOKENS = 100;

/** Types of the rows that operators cause, for other operators to investigate later. */
export const OPERATION_TYPES = [
  'operator_signed_in',
  'operator_refused',
  'operator_created',
  'operator_removed',
  'operator_token_created',
  'operator_token_revoked',
  'pool_created',
  'pool_changed',
  'pool_deleted',
  'secret_created',
  'secret_retired',
  'token_key_created',
  'mini_program_changed',
  'users_searched',
  'user_read',
  'user_blocked',
  'user_unblocked',
  'user_exported',
  'user_deleted',
  'sessions_revoked',
  'signing_key_rotated',
] as const;
/** Type of an operator's action. */
export type OperationType = (typeof OPERATION_TYPES)[number];

/** Action of an operator. */
export interface Operation {
  /** Type of the action. */
  readonly type: OperationType;
  /** Operator who did it. */
  readonly operator: Operator;
  /** IP address of the operator. */
  readonly ip: string;
  /** Id of the pool that it concerns. */
  readonly userPoolId?: string | undefined;
  /** Id of the account that it concerns. */
  readonly accountId?: string | undefined;
  /** Names of the changed settings; never values. */
  readonly what?: readonly string[];
}

/** Records actions of operators, beside the events of logins. */
@Injectable()
export class OperationLog {
  private wrongTokens = { hour: 0, count: 0 };

  constructor(
    @Inject(ORM) private readonly orm: Orm,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  /**
   * Records a wrong operator token. Anyone can send one: above {@link MAX_WRONG_TOKENS} in an hour they are only
   * counted.
   */
  async recordWrongToken(ip: string): Promise<void> {
    this.metrics.countWrongToken();
    const now = this.clock.now();
    const hour = Math.floor(now / HOUR_MS);
    if (hour !== this.wrongTokens.hour) this.wrongTokens = { hour, count: 0 };
    this.wrongTokens.count += 1;
    if (this.wrongTokens.count > MAX_WRONG_TOKENS) return;
    await this.orm
      .insert(auditEvents)
      .values({ at: new Date(now), type: 'operator_refused', ip, requestId: findRequestId() });
  }

  /** Records an action. */
  async record({ type, operator, ip, userPoolId, accountId, what }: Operation): Promise<void> {
    await this.orm.insert(auditEvents).values({
      at: new Date(this.clock.now()),
      type,
      userPoolId: userPoolId ?? null,
      reason: what && what.length > 0 ? what.join(' ') : null,
      accountId: accountId ?? null,
      operatorId: operator.id,
      ip,
      requestId: findRequestId(),
    });
  }
}
