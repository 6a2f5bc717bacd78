import { App2WxappError } from '@app2wxapp/core';
import {
  createParamDecorator,
  Inject,
  Injectable,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { OperatorRepository, type Operator } from './operator-repository.js';

const known = new WeakMap<FastifyRequest, Operator>();
const READS: readonly string[] = ['GET', 'HEAD'];

/** Lets operators in: readers to what only reads, admins to everything. */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(@Inject(OperatorRepository) private readonly operators: OperatorRepository) {}

  /** @throws {App2WxappError} `invalid_operator`, `operator_forbidden` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = /^Bearer ([!-~]{1,512})$/i.exec(request.headers.authorization ?? '')?.[1];
    const operator = token === undefined ? undefined : await this.operators.findByToken(token);
    if (!operator) {
      throw new App2WxappError(
        'invalid_operator',
        'No operator has this token. Send an operator token as Authorization: Bearer.',
      );
    }
    if (operator.role !== 'admin' && !READS.includes(request.method)) {
      throw new App2WxappError('operator_forbidden', 'This operator may look and not change anything.');
    }
    known.set(request, operator);
    return true;
  }
}

/** Injects the operator that {@link OperatorGuard} let in. */
export const CurrentOperator = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  known.get(context.switchToHttp().getRequest<FastifyRequest>()),
);
