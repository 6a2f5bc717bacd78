import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { OperationLog, type OperationType } from './operation-log.js';
import { findCaller } from './operator.guard.js';
import { readClientAddress } from '../config/client-address.js';

const TYPE = Symbol('audited');
const entries = new WeakMap<FastifyRequest, AuditEntry>();

/** Record of a request. A handler changes it where it has more details than the address of the request. */
export class AuditEntry {
  /** Names of the changed settings; never values. */
  what: readonly string[] = [];
  /** Whether the request is recorded; `false` when it changed nothing. */
  isRecorded = true;
  /** Id of the account that the request changes. */
  readonly accountId: string | undefined;

  constructor(
    public type: OperationType,
    /** Id of the pool in the address of the request, like the account's. */
    public userPoolId: string | undefined,
    accountId: string | undefined,
  ) {
    this.accountId = accountId;
  }
}

/** Records an operator's action once the handler has succeeded, and responds after that. */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly log: OperationLog,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { userPoolId, userId } = request.params as { userPoolId?: string; userId?: string };
    const type = this.reflector.get<OperationType>(TYPE, context.getHandler());
    const entry = new AuditEntry(type, userPoolId, userId);
    entries.set(request, entry);
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        if (entry.isRecorded) await this.record(request, entry);
        return answer;
      }),
    );
  }

  private record(request: FastifyRequest, entry: AuditEntry): Promise<void> {
    const { type, userPoolId, accountId, what } = entry;
    return this.log.record({
      type,
      userPoolId,
      accountId,
      what,
      operator: findCaller(request).operator,
      ip: readClientAddress(request),
    });
  }
}

/** Marks a handler whose success is recorded as an action of the operator. */
export function Audited(type: OperationType): MethodDecorator {
  return applyDecorators(SetMetadata(TYPE, type), UseInterceptors(AuditInterceptor));
}

/** Injects the {@link AuditEntry} of the request. */
export const CurrentEntry = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  entries.get(context.switchToHttp().getRequest<FastifyRequest>()),
);
