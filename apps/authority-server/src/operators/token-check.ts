import { App2WxappError } from '@app2wxapp/core';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { readClientAddress } from '../config/client-address.js';
import { nameAddress, RATE_LIMITS, type RateLimits } from '../limits/rate-limits.js';
import { OperationLog } from './operation-log.js';
import type { Caller } from './operator.js';
import { OperatorSessionRepository } from './operator-session-repository.js';
import { OperatorTokenRepository, type FoundToken } from './operator-token-repository.js';

/** Finds the operator of a token or a cookie, and limits wrong ones by the address that they come from. */
@Injectable()
export class TokenCheck {
  constructor(
    private readonly tokens: OperatorTokenRepository,
    private readonly sessions: OperatorSessionRepository,
    private readonly log: OperationLog,
    @Inject(RATE_LIMITS) private readonly limits: RateLimits,
  ) {}

  /**
   * Requires a valid token, also one for one sign-in.
   *
   * @param operatorId operator whose token it must be
   * @throws {App2WxappError} `invalid_operator` when the token is unknown or expired; `rate_limited` after too many
   *   of these, also for the right one
   */
  async requireToken(
    token: string | undefined,
    request: FastifyRequest,
    operatorId?: string,
  ): Promise<FoundToken> {
    const address = readClientAddress(request);
    const key = nameAddress(address);
    await this.limits.consume('signIn', key, 0);
    const found = token === undefined ? undefined : await this.tokens.find(token);
    if (found && (operatorId === undefined || found.operator.id === operatorId)) return found;
    await this.log.recordWrongToken(address);
    await this.limits.consume('signIn', key);
    throw new App2WxappError('invalid_operator', 'The operator token is unknown or expired. Check it.');
  }

  /**
   * Finds the operator of a browser.
   *
   * @param isActive whether the operator caused the request
   * @returns `undefined` when the cookie is unknown or its session has ended; such requests count for their
   *   address, apart from all others
   * @throws {App2WxappError} `rate_limited` after too many of these, also for the right one
   */
  async findSession(cookie: string, request: FastifyRequest, isActive: boolean): Promise<Caller | undefined> {
    const key = `cookie:${nameAddress(readClientAddress(request))}`;
    await this.limits.consume('ip', key, 0);
    const caller = await this.sessions.find(cookie, isActive);
    if (!caller) await this.limits.consume('ip', key);
    return caller;
  }

  /**
   * Requires a valid token, for all routes but the sign-in.
   *
   * @throws {App2WxappError} as {@link requireToken}; `invalid_operator` also for a token for one sign-in
   */
  async requireLastingToken(
    token: string | undefined,
    request: FastifyRequest,
    operatorId?: string,
  ): Promise<FoundToken> {
    const found = await this.requireToken(token, request, operatorId);
    if (!found.isFirst) return found;
    throw new App2WxappError(
      'invalid_operator',
      'This token is for one sign-in: exchange it for a lasting one with POST /admin/session.',
    );
  }
}
