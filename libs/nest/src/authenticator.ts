import { createClient, type Client } from '@app2wxapp/client';
import { App2WxappError, type TokenClaims, type User } from '@app2wxapp/core';
import { Inject, Injectable } from '@nestjs/common';
import { readBearerToken, setToken, type AuthenticatedRequest } from './authenticated-request.js';
import { MODULE_OPTIONS_TOKEN, type App2WxappModuleOptions } from './module-definition.js';
import { parseTicketBody } from './ticket-body.js';

/** What the guards and the strategy do, apart from how they are called. One serves all requests. */
@Injectable()
export class Authenticator {
  /** For what is no guard's business. */
  readonly client: Client;

  constructor(@Inject(MODULE_OPTIONS_TOKEN) options: App2WxappModuleOptions) {
    this.client = createClient(options);
  }

  /**
   * Exchanges the ticket in a request's body for the user.
   *
   * @throws {App2WxappError} `invalid_request`, or what the exchange throws
   */
  async authenticateTicket(request: AuthenticatedRequest): Promise<User> {
    const { ticket, codeVerifier } = parseTicketBody(request.body);
    const user = await this.client.exchangeTicket(ticket, { codeVerifier });
    setToken(request, user.token);
    return user;
  }

  /**
   * Verifies the token in a request's `Authorization`.
   *
   * @throws {App2WxappError} `invalid_token`, also when there is none; or what the verification throws
   */
  async authenticateToken(request: AuthenticatedRequest): Promise<TokenClaims> {
    const token = readBearerToken(request);
    if (token === undefined) {
      throw new App2WxappError('invalid_token', 'Send the session token as Authorization: Bearer <token>.');
    }
    const claims = await this.client.verifyToken(token);
    setToken(request, token);
    return claims;
  }
}
