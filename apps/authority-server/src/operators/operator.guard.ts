import { App2WxappError } from '@app2wxapp/core';
import {
  createParamDecorator,
  Injectable,
  SetMetadata,
  UseGuards,
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth, ApiCookieAuth, ApiExtension, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { OperatorRepository, type Operator, type OperatorRole } from './operator-repository.js';
import { CONSOLE_HEADER, readSessionToken } from './session-cookie.js';
import { TokenCheck } from './token-check.js';

const ROLE = Symbol('role');
const known = new WeakMap<FastifyRequest, Operator>();
const READS: readonly string[] = ['GET', 'HEAD'];

/**
 * Lets operators in: by token (`Authorization: Bearer`), or by the console's cookie. A reader is let in where
 * nothing is changed: on `GET`, and where {@link ForReaders} says so.
 *
 * A browser sends the cookie along whoever asks it to. So a request other than `GET` that has nothing but the cookie
 * must also carry the console's header, which no page of another site can add without this server's consent.
 */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(
    private readonly operators: OperatorRepository,
    private readonly tokens: TokenCheck,
    private readonly reflector: Reflector,
  ) {}

  /** @throws {App2WxappError} `invalid_operator`, `operator_forbidden`, `rate_limited` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const operator = await this.findOperator(request);
    const changes = !READS.includes(request.method);
    const role = this.reflector.get<OperatorRole | undefined>(ROLE, context.getHandler());
    if (operator.role !== 'admin' && changes && role !== 'reader') {
      throw new App2WxappError('operator_forbidden', 'This operator may look and not change anything.');
    }
    known.set(request, operator);
    return true;
  }

  private async findOperator(request: FastifyRequest): Promise<Operator> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const token = /^Bearer ([!-~]{1,512})$/i.exec(authorization)?.[1];
      return this.tokens.requireOperator(token, request);
    }
    const sessionToken = readSessionToken(request);
    const operator =
      sessionToken === undefined ? undefined : await this.operators.findBySession(sessionToken);
    if (!operator) {
      throw new App2WxappError(
        'invalid_operator',
        'Sign in, or send an operator token as Authorization: Bearer.',
      );
    }
    if (!READS.includes(request.method) && request.headers[CONSOLE_HEADER] === undefined) {
      throw new App2WxappError('operator_forbidden', `Send the header ${CONSOLE_HEADER} with every change.`);
    }
    return operator;
  }
}

/** Finds the operator that {@link OperatorGuard} let in. */
export function findOperator(request: FastifyRequest): Operator {
  const operator = known.get(request);
  if (!operator) throw new Error('The route has no guard.');
  return operator;
}

/** Injects the operator that {@link OperatorGuard} let in. */
export const CurrentOperator = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  findOperator(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Marks a request that is not a `GET` and yet changes nothing that another operator would see. */
export function ForReaders(): MethodDecorator {
  return applyDecorators(SetMetadata(ROLE, 'reader'), ApiExtension('x-role', 'reader'));
}

/** Marks a controller of the operators' API: guarded, and in the OpenAPI document under `tag`. */
export function OperatorRoutes(tag: string): ClassDecorator {
  return applyDecorators(UseGuards(OperatorGuard), ApiTags(tag), ApiBearerAuth(), ApiCookieAuth());
}
