import { createHash } from 'node:crypto';
import { App2WxappError } from '@app2wxapp/core';
import {
  createParamDecorator,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tap, type Observable } from 'rxjs';

const CHARACTERS = 22;

/** Computes the version of a pool as operators see it: another one after each change. */
export function computeVersion(pool: object): string {
  return createHash('sha256').update(JSON.stringify(pool)).digest('base64url').slice(0, CHARACTERS);
}

/** Versions that a request's `If-Match` accepts; it accepts all when the header is absent or `*`. */
export class ExpectedVersion {
  constructor(private readonly header: string | undefined) {}

  /** Requires an accepted version. @throws {App2WxappError} `precondition_failed` */
  check(version: string): void {
    const { header } = this;
    if (header === undefined || header.trim() === '*') return;
    // A weak tag never matches: RFC 9110 requires the strong comparison here.
    if (header.split(',').some((tag) => tag.trim() === `"${version}"`)) return;
    throw new App2WxappError(
      'precondition_failed',
      'The pool was changed since this version of it was read. Read it again, then change it.',
    );
  }
}

/** Injects the request's {@link ExpectedVersion}. @see RFC 9110 §13.1.1 */
export const IfMatch = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    new ExpectedVersion(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

/** Documents `If-Match` of a handler with an {@link ExpectedVersion}. */
export const ApiIfMatch = (): MethodDecorator =>
  ApiHeader({
    name: 'If-Match',
    required: false,
    description:
      'The `version` of the pool, in quotes. If it is not the current version, the change is rejected with 412.',
  });

/** Sends the version of the pool in a response as its `ETag`. */
@Injectable()
class VersionInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      tap((answer: { version?: string } | undefined) => {
        if (answer?.version !== undefined) reply.header('etag', `"${answer.version}"`);
      }),
    );
  }
}

/** Sends an `ETag` with each response that is a pool. */
export const SendsVersion = () => UseInterceptors(VersionInterceptor);
