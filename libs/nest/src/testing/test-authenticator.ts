import type { Client } from '@app2wxapp/client';
import { App2WxappError, type ErrorCode } from '@app2wxapp/core';
import type { ExecutionContext } from '@nestjs/common';
import { setToken, type AuthenticatedRequest } from '../authenticated-request.js';
import type { Authenticator } from '../authenticator.js';
import { readRequest } from '../request-of.js';

/** Methods that guards and handlers call, without the secrets of the real authenticator. */
type Authenticates = Pick<
  Authenticator,
  'clients' | 'clientFor' | 'getRequest' | 'authenticateTicket' | 'authenticateClaim' | 'authenticateToken'
>;

/**
 * Replaces the `Authenticator` in your tests: every guarded request is from {@link user}, with any ticket or token,
 * and requires no authority.
 *
 * @example
 * const authenticator = new TestAuthenticator({ id: 1, name: 'Lin' });
 * Test.createTestingModule({ imports: [AppModule] }).overrideProvider(Authenticator).useValue(authenticator);
 */
export class TestAuthenticator implements Authenticates {
  /** Clients of the pools: always empty in a test. */
  readonly clients: ReadonlyMap<string, Client> = new Map();

  /**
   * Creates the replacement.
   *
   * @param user value that `@CurrentUser()` injects; a falsy one refuses every request, as without a login
   * @param token value that `@CurrentToken()` injects
   */
  constructor(
    public user: unknown,
    public token = 'the token of a test',
  ) {}

  /**
   * Reads the request of a context. @throws {App2WxappError} `invalid_options` in a context that is neither HTTP nor
   * GraphQL
   */
  getRequest(context: ExecutionContext): AuthenticatedRequest {
    return readRequest(context);
  }

  /** Returns the user for any ticket. @throws {App2WxappError} `invalid_ticket` without a user */
  authenticateTicket(request: AuthenticatedRequest): Promise<unknown> {
    return this.authenticate(request, 'invalid_ticket');
  }

  /** Returns the user and the token for any bound launch. @throws {App2WxappError} `login_pending` without a user */
  async authenticateClaim(request: AuthenticatedRequest): Promise<{ user: unknown; token: string }> {
    return { user: await this.authenticate(request, 'login_pending'), token: this.token };
  }

  /** Returns the user for any token. @throws {App2WxappError} `invalid_token` without a user */
  authenticateToken(request: AuthenticatedRequest): Promise<unknown> {
    return this.authenticate(request, 'invalid_token');
  }

  /** Rejects: a test has no authority; start a stand-in for it. @throws {App2WxappError} always `invalid_options` */
  clientFor(): Promise<Client> {
    const message =
      'There is no client in this test. Start a stand-in authority: @app2wxapp/authority/testing.';
    return Promise.reject(new App2WxappError('invalid_options', message));
  }

  private async authenticate(request: AuthenticatedRequest, code: ErrorCode) {
    await Promise.resolve();
    if (!this.user) throw new App2WxappError(code, 'No user is logged in in this test.');
    setToken(request, this.token);
    return this.user;
  }
}
