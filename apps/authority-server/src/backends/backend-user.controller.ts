import {
  authenticateClient,
  readClientCredentials,
  type AuthorityEvent,
  type Clock,
} from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import { ApiBasicAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { readClientAddress } from '../config/client-address.js';
import { CLOCK } from '../config/system.js';
import { AuditLog } from '../events/audit-log.js';
import { PublicRoute, type RoutePolicy } from '../http/route-policy.js';
import { PoolRepository } from '../pools/pool-repository.js';
import { UserRepository, type UserKey } from '../users/user-repository.js';
import {
  PageQuery,
  PoolUserDetails,
  RevokedSessions,
  UserExport,
  UserSessionPage,
} from '../users/user-schemas.js';
import { UserChanges } from './backend-user-schemas.js';

const POLICY: RoutePolicy = {
  credentials: ({ headers }) => readClientCredentials(headers.authorization),
};

type Recorded = Extract<AuthorityEvent, { readonly by: 'backend' }>['type'];

/**
 * Calls of a pool's backend about one of its users: reads, changes, exports and deletes the stored data, and lists
 * and revokes the user's sessions. The pool's id and secret are sent by HTTP Basic. It does not check that the user
 * agrees: that is the backend's task.
 */
@Controller('oauth/users/:userId')
@ApiBasicAuth()
export class BackendUserController {
  constructor(
    private readonly users: UserRepository,
    readonly pools: PoolRepository,
    private readonly audit: AuditLog,
    @Inject(CLOCK) readonly clock: Clock,
  ) {}

  @Get()
  @PublicRoute(POLICY)
  @ApiOperation({ operationId: 'findUser', summary: 'Backend: what is stored about a user' })
  @ApiOkResponse({ standardSchema: PoolUserDetails })
  async find(
    @Param('userId') userId: string,
    @Req() request: FastifyRequest,
  ): Promise<z.output<typeof PoolUserDetails>> {
    return this.users.find(await this.authenticate(request, userId));
  }

  @Patch()
  @PublicRoute(POLICY)
  @ApiOperation({
    operationId: 'changeUser',
    summary: 'Backend: change the nickname or the metadata of a user',
  })
  @ApiOkResponse({ standardSchema: PoolUserDetails })
  async change(
    @Param('userId') userId: string,
    @Body({ schema: UserChanges }) changes: z.output<typeof UserChanges>,
    @Req() request: FastifyRequest,
  ): Promise<z.output<typeof PoolUserDetails>> {
    const key = await this.authenticate(request, userId);
    const changed = await this.users.change(key, changes);
    this.record('user_changed', key, request);
    return changed;
  }

  @Post('export')
  @HttpCode(200)
  @PublicRoute(POLICY)
  @ApiOperation({
    operationId: 'exportUser',
    summary:
      'Backend: export everything stored about a user, for the user. Recorded as an event, so it is not a GET',
  })
  @ApiOkResponse({ standardSchema: UserExport })
  async export(
    @Param('userId') userId: string,
    @Req() request: FastifyRequest,
  ): Promise<z.output<typeof UserExport>> {
    const key = await this.authenticate(request, userId);
    const exported = await this.users.export(key);
    this.record('user_exported', key, request);
    return exported;
  }

  @Delete()
  @HttpCode(204)
  @PublicRoute(POLICY)
  @ApiOperation({
    operationId: 'deleteUser',
    summary: 'Backend: delete a user with account, identities and sessions. The next login is a new user',
  })
  @ApiNoContentResponse({ description: 'Deleted, also when there was no such user' })
  async delete(@Param('userId') userId: string, @Req() request: FastifyRequest): Promise<void> {
    const key = await this.authenticate(request, userId);
    if (await this.users.erase(key)) this.record('user_deleted', key);
  }

  @Get('sessions')
  @PublicRoute(POLICY)
  @ApiOperation({
    operationId: 'listSessions',
    summary: 'Backend: active sessions of a user, newest first',
  })
  @ApiOkResponse({ standardSchema: UserSessionPage })
  async listSessions(
    @Param('userId') userId: string,
    @Query({ schema: PageQuery }) query: z.output<typeof PageQuery>,
    @Req() request: FastifyRequest,
  ): Promise<z.output<typeof UserSessionPage>> {
    return this.users.listSessions(await this.authenticate(request, userId), { ...query, activeOnly: true });
  }

  @Delete('sessions')
  @PublicRoute(POLICY)
  @ApiOperation({ operationId: 'revokeSessions', summary: 'Backend: revoke every session of a user' })
  @ApiOkResponse({ standardSchema: RevokedSessions })
  revokeSessions(
    @Param('userId') userId: string,
    @Req() request: FastifyRequest,
  ): Promise<z.output<typeof RevokedSessions>> {
    return this.revoke(request, userId);
  }

  @Delete('sessions/:sessionId')
  @PublicRoute(POLICY)
  @ApiOperation({ operationId: 'revokeSession', summary: 'Backend: revoke one session of a user' })
  @ApiOkResponse({ standardSchema: RevokedSessions })
  revokeSession(
    @Param('userId') userId: string,
    @Param('sessionId') sessionId: string,
    @Req() request: FastifyRequest,
  ): Promise<z.output<typeof RevokedSessions>> {
    return this.revoke(request, userId, sessionId);
  }

  private async revoke(
    request: FastifyRequest,
    userId: string,
    sessionId?: string,
  ): Promise<z.output<typeof RevokedSessions>> {
    const key = await this.authenticate(request, userId);
    const revoked = await this.users.revokeSessions(key, { reason: 'backend', sessionId });
    if (revoked > 0) this.record('sessions_revoked', key, request);
    return { revoked };
  }

  /** Authenticates the backend. @throws {App2WxappError} `invalid_secret`, `user_pool_not_found` */
  private async authenticate({ headers }: FastifyRequest, userId: string): Promise<UserKey> {
    const { pool, trusted } = await authenticateClient(this, headers.authorization);
    if (trusted) return { userPoolId: pool.id, userId };
    throw new App2WxappError('invalid_secret', 'Users need the secret of the pool.');
  }

  /** Records an event. The address of a deleted user is not recorded either. */
  private record(type: Recorded, { userPoolId, userId }: UserKey, request?: FastifyRequest): void {
    const ip = request ? readClientAddress(request) : '';
    this.audit.record({ type, by: 'backend', userPoolId, accountId: userId, ip });
  }
}
