import {
  authenticateClient,
  buildRefreshAnswer,
  introspectToken,
  readClientCredentials,
  refreshSession,
  revokeToken,
  type AuthorityStore,
  type Clock,
  type Random,
  type RefreshDependencies,
  type RevokeDependencies,
  type SessionStore,
  type TokenSigner,
  type VerifiedToken,
} from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBasicAuth, ApiConsumes, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import { PUBLIC_URL, type PublicUrl } from '../config/public-url.js';
import { readClientAddress } from '../config/client-address.js';
import { CLOCK, RANDOM } from '../config/system.js';
import { AuditLog } from '../events/audit-log.js';
import { PublicRoute, type RoutePolicy } from '../http/route-policy.js';
import { PoolRepository } from '../pools/pool-repository.js';
import { SESSIONS } from '../store/sql-session-store.js';
import { STORE } from '../store/sql-store.js';
import { KeyRepository } from './key-repository.js';
import { SIGNER } from './signer.js';
import { IntrospectBody, IntrospectionAnswer, RevokeBody, TokenAnswer, TokenBody } from './token-schemas.js';

/** Largest number of cached tokens: some 10 MB. */
const MAX_VERIFIED = 10_000;

type Credentials = { readonly client_id?: string; readonly client_secret?: string };

const POLICY: RoutePolicy = {
  failures: 'oauth',
  forms: true,
  credentials: ({ headers, body }) =>
    readClientCredentials(headers.authorization, Object(body) as Credentials),
};

/**
 * Calls of a pool's backend about the tokens of a login, by the OAuth 2.0 standards. The client is the pool: its id
 * and secret by HTTP Basic or in the body. Bodies are forms, as the standards require, or JSON.
 */
@Controller('oauth')
@ApiBasicAuth()
@ApiConsumes('application/x-www-form-urlencoded', 'application/json')
export class TokenController implements RevokeDependencies, RefreshDependencies {
  readonly verified = new LRUCache<string, VerifiedToken>({ max: MAX_VERIFIED });

  constructor(
    readonly keys: KeyRepository,
    readonly audit: AuditLog,
    readonly pools: PoolRepository,
    @Inject(STORE) readonly store: AuthorityStore,
    @Inject(SESSIONS) readonly sessions: SessionStore,
    @Inject(SIGNER) readonly signer: TokenSigner,
    @Inject(PUBLIC_URL) readonly issuer: PublicUrl,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(RANDOM) readonly random: Random,
  ) {}

  /**
   * Introspects a token (RFC 7662). It always requires the secret: the response is about a user.
   *
   * @throws {App2WxappError} `invalid_secret`, `user_pool_not_found`
   */
  @Post('introspect')
  @HttpCode(200)
  @PublicRoute(POLICY)
  @ApiOperation({
    operationId: 'introspectToken',
    summary: 'Whether a token is valid and its session active (RFC 7662)',
  })
  @ApiOkResponse({ standardSchema: IntrospectionAnswer })
  async introspect(
    @Body({ schema: IntrospectBody }) body: z.output<typeof IntrospectBody>,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const { pool, trusted } = await authenticateClient(this, request.headers.authorization, body);
    if (!trusted) throw new App2WxappError('invalid_secret', 'Introspection needs the secret of the pool.');
    const claims = await introspectToken(this, pool, body.token);
    return claims ? { ...claims, active: true, token_type: 'Bearer', client_id: pool.id } : { active: false };
  }

  /** Revokes a token (RFC 7009): logging out. An unknown token is no error. */
  @Post('revoke')
  @HttpCode(200)
  @PublicRoute(POLICY)
  @ApiOperation({ operationId: 'revokeToken', summary: 'Log out: revoke the session of a token (RFC 7009)' })
  @ApiOkResponse({ description: 'Revoked, also when the token is unknown' })
  async revoke(
    @Body({ schema: RevokeBody }) body: z.output<typeof RevokeBody>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const { pool } = await authenticateClient(this, request.headers.authorization, body);
    await revokeToken(this, pool, {
      token: body.token,
      allSessions: body.all_sessions,
      ip: readClientAddress(request),
    });
  }

  /** Refreshes a session (RFC 6749 §6). */
  @Post('token')
  @HttpCode(200)
  @PublicRoute(POLICY)
  @ApiOperation({
    operationId: 'refreshTokens',
    summary: 'Refresh token → tokens (RFC 6749 §6), for pools with `refreshTtlSeconds`',
  })
  @ApiOkResponse({ standardSchema: TokenAnswer })
  async refresh(
    @Body({ schema: TokenBody }) body: z.output<typeof TokenBody>,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const { pool } = await authenticateClient(this, request.headers.authorization, body);
    const refreshed = await refreshSession(this, pool, {
      refreshToken: body.refresh_token,
      ip: readClientAddress(request),
    });
    return buildRefreshAnswer(refreshed, this.clock);
  }
}
