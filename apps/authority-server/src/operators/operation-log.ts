import type { Clock } from '@app2wxapp/authority';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../config/system.js';
import { ORM, type Orm } from '../database/database.js';
import { auditEvents } from '../database/schema.js';
import type { Operator } from './operator-repository.js';

/** What operators do that others may have to look into later. */
export type OperationType =
  | 'operator_signed_in'
  | 'operator_created'
  | 'operator_removed'
  | 'pool_created'
  | 'pool_changed'
  | 'secret_created'
  | 'secret_retired'
  | 'token_key_created'
  | 'mini_program_changed'
  | 'user_blocked'
  | 'user_unblocked'
  | 'user_exported'
  | 'user_deleted'
  | 'sessions_revoked'
  | 'signing_key_rotated';

/** One thing that an operator did. */
export interface Operation {
  readonly type: OperationType;
  readonly operator: Operator;
  readonly ip: string;
  readonly userPoolId?: string | undefined;
  readonly accountId?: string | undefined;
  /** Names of what was changed; never values. */
  readonly what?: readonly string[];
}

/** Writes down what operators did, beside the events of logins. */
@Injectable()
export class OperationLog {
  constructor(
    @Inject(ORM) private readonly orm: Orm,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async record({ type, operator, ip, userPoolId, accountId, what }: Operation): Promise<void> {
    await this.orm.insert(auditEvents).values({
      at: new Date(this.clock.now()),
      type,
      userPoolId: userPoolId ?? null,
      reason: what && what.length > 0 ? what.join(' ') : null,
      accountId: accountId ?? null,
      operatorId: operator.id,
      ip,
    });
  }
}
