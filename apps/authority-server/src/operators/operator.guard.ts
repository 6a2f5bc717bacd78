import type { Clock } from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import {
  applyDecorators,
  createParamDecorator,
  Inject,
  Injectable,
  SetMetadata,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth, ApiCookieAuth, ApiExtension, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CLOCK } from '../config/system.js';
import type { Caller, OperatorRole } from './operator.js';
import { requirePool } from './pool-scope.js';
import { RecentProof } from './recent-proof.js';
import { BACKGROUND_HEADER, CONSOLE_HEADER, SessionCookie } from './session-cookie.js';
import { TokenCheck } from './token-check.js';

const ROLE = Symbol('role');
const SELECTS_POOLS = Symbol('selects pools');
const NEEDS_PROOF = Symbol('needs proof');
const FOR_VISITORS = Symbol('for visitors');
const READS: readonly string[] = ['GET', 'HEAD'];

interface Admission {
  readonly caller: Caller;
  readonly proof: RecentProof;
}
const admitted = new WeakMap<FastifyRequest, Admission>();

/**
 * Authenticates operators: by token (`Authorization: Bearer`), or by the console's cookie.
 *
 * - A reader may call `GET` routes, and those marked {@link ForReaders}.
 * - An operator of some pools may call routes of one of these pools, and those marked {@link SelectsPools}.
 * - Routes marked {@link NeedsProof} require that the token was presented recently.
 * - Routes marked {@link ForVisitors} also accept a browser that is not signed in.
 *
 * A browser sends the cookie with requests of any page. So a request other than `GET` with only the cookie must also
 * have the console's header, which no page of another site can add without this server's consent.
 */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(
    private readonly tokens: TokenCheck,
    private readonly cookie: SessionCookie,
    private readonly reflector: Reflector,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Authenticates a request. @throws {App2WxappError} `invalid_operator`, `operator_forbidden`, `user_pool_not_found`
   * for a pool of others, `reauthentication_required`, `rate_limited`
   */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const places = [context.getHandler(), context.getClass()];
    const isMarked = (mark: symbol) => this.reflector.getAllAndOverride<unknown>(mark, places) !== undefined;
    const caller = await this.findCaller(request);
    if (!caller) {
      if (isMarked(FOR_VISITORS)) return true;
      throw new App2WxappError(
        'invalid_operator',
        'Sign in, or send an operator token as Authorization: Bearer.',
      );
    }
    request.operatorId = caller.operator.id;
    this.checkRole(caller, request, isMarked(ROLE));
    const { userPoolId } = request.params as { userPoolId?: string };
    if (userPoolId !== undefined || !isMarked(SELECTS_POOLS)) requirePool(caller.operator, userPoolId);
    const proof = new RecentProof(caller, this.clock);
    if (isMarked(NEEDS_PROOF)) proof.require();
    admitted.set(request, { caller, proof });
    return true;
  }

  private checkRole({ operator }: Caller, request: FastifyRequest, isForReaders: boolean): void {
    if (operator.role === 'admin' || READS.includes(request.method) || isForReaders) return;
    throw new App2WxappError(
      'operator_forbidden',
      'This operator may only read. Ask an admin for the change.',
    );
  }

  /** Finds the operator of a request. @returns `undefined` without a token, in a browser that is not signed in */
  private async findCaller(request: FastifyRequest): Promise<Caller | undefined> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const token = /^Bearer ([!-~]{1,512})$/i.exec(authorization)?.[1];
      return { operator: (await this.tokens.requireLastingToken(token, request)).operator };
    }
    const cookie = this.cookie.read(request);
    const isActive = request.headers[BACKGROUND_HEADER] === undefined;
    const caller =
      cookie === undefined ? undefined : await this.tokens.findSession(cookie, request, isActive);
    if (caller && !READS.includes(request.method) && request.headers[CONSOLE_HEADER] === undefined) {
      throw new App2WxappError('operator_forbidden', `Send the header ${CONSOLE_HEADER} with every change.`);
    }
    return caller;
  }
}

/** Finds the caller that {@link OperatorGuard} authenticated. */
export function findCaller(request: FastifyRequest): Caller {
  return findAdmission(request).caller;
}

function findAdmission(request: FastifyRequest): Admission {
  const found = admitted.get(request);
  if (!found) throw new Error('The route has no guard.');
  return found;
}

/** Injects the operator that {@link OperatorGuard} authenticated. */
export const CurrentOperator = createParamDecorator(
  (_data: unknown, context: ExecutionContext) =>
    findCaller(context.switchToHttp().getRequest<FastifyRequest>()).operator,
);

/**
 * Injects the operator as {@link CurrentOperator} does; `undefined` for a browser that {@link ForVisitors} accepted
 * without one.
 */
export const MaybeOperator = createParamDecorator(
  (_data: unknown, context: ExecutionContext) =>
    admitted.get(context.switchToHttp().getRequest<FastifyRequest>())?.caller.operator,
);

/** Injects the {@link Caller} that {@link OperatorGuard} authenticated. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  findCaller(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Injects the {@link RecentProof} of the request, for a handler that decides itself whether it requires one. */
export const CurrentProof = createParamDecorator(
  (_data: unknown, context: ExecutionContext) =>
    findAdmission(context.switchToHttp().getRequest<FastifyRequest>()).proof,
);

/** Marks a route other than `GET` that changes nothing other operators would see. */
export function ForReaders(): MethodDecorator {
  return applyDecorators(
    SetMetadata(ROLE, 'reader' satisfies OperatorRole),
    ApiExtension('x-role', 'reader'),
  );
}

/** Marks a route without a pool in its address that restricts its response to the operator's pools. */
export function SelectsPools(): MethodDecorator {
  return applyDecorators(SetMetadata(SELECTS_POOLS, true), ApiExtension('x-selects-pools', true));
}

/** Marks a route that a browser may call before signing in. A wrong token is rejected there all the same. */
export function ForVisitors(): MethodDecorator {
  return SetMetadata(FOR_VISITORS, true);
}

/**
 * Marks a route that cannot be undone, returns a credential or exports personal data: a browser must have presented
 * the operator's token in the last minutes.
 */
export function NeedsProof(): MethodDecorator {
  return applyDecorators(SetMetadata(NEEDS_PROOF, true), ApiExtension('x-needs-proof', true));
}

/** Marks a controller of the operators' API: guarded, and in the OpenAPI document under `tag`. */
export function OperatorRoutes(tag: string): ClassDecorator {
  return applyDecorators(UseGuards(OperatorGuard), ApiTags(tag), ApiBearerAuth(), ApiCookieAuth());
}
