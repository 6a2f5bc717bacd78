import { App2WxappError } from '@app2wxapp/core';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { readClientAddress } from '../config/client-address.js';
import { nameAddress, RATE_LIMITS, type RateLimits } from '../limits/rate-limits.js';
import { OperationLog } from './operation-log.js';
import { OperatorRepository, type Operator } from './operator-repository.js';

/** Finds the operator of a token, and limits and records wrong ones by the address that they come from. */
@Injectable()
export class TokenCheck {
  constructor(
    private readonly operators: OperatorRepository,
    private readonly log: OperationLog,
    @Inject(RATE_LIMITS) private readonly limits: RateLimits,
  ) {}

  /**
   * @throws {App2WxappError} `invalid_operator` when no operator has the token; `rate_limited` after too many of these,
   *   also for the right one
   */
  async requireOperator(token: string | undefined, request: FastifyRequest): Promise<Operator> {
    const address = readClientAddress(request);
    const key = nameAddress(address);
    await this.limits.consume('signIn', key, 0);
    const operator = token === undefined ? undefined : await this.operators.findByToken(token);
    if (operator) return operator;
    await this.log.recordWrongToken(address);
    await this.limits.consume('signIn', key);
    throw new App2WxappError('invalid_operator', 'No operator has this token. Check it.');
  }
}
