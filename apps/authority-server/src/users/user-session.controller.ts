import { Controller, Delete, Get, Ip, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { OperationLog } from '../operators/operation-log.js';
import type { Operator } from '../operators/operator-repository.js';
import { CurrentOperator, OperatorRoutes } from '../operators/operator.guard.js';
import { UserRepository, type UserKey } from './user-repository.js';
import { PageQuery, RevokedSessions, UserSessionPage } from './user-schemas.js';

/** The sessions of a user. */
@Controller('admin/pools/:userPoolId/users/:userId/sessions')
@OperatorRoutes('users')
export class UserSessionController {
  constructor(
    private readonly users: UserRepository,
    private readonly log: OperationLog,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listSessions', summary: 'Sessions of a user, newest first' })
  @ApiOkResponse({ standardSchema: UserSessionPage })
  list(
    @Param('userPoolId') userPoolId: string,
    @Param('userId') userId: string,
    @Query({ schema: PageQuery }) query: z.output<typeof PageQuery>,
  ): Promise<z.output<typeof UserSessionPage>> {
    return this.users.listSessions({ userPoolId, userId }, query);
  }

  @Delete()
  @ApiOperation({ operationId: 'revokeSessions', summary: 'End every session of a user' })
  @ApiOkResponse({ standardSchema: RevokedSessions })
  revokeAll(
    @Param('userPoolId') userPoolId: string,
    @Param('userId') userId: string,
    @CurrentOperator() operator: Operator,
    @Ip() ip: string,
  ): Promise<z.output<typeof RevokedSessions>> {
    return this.revoke({ userPoolId, userId }, undefined, { operator, ip });
  }

  @Delete(':sessionId')
  @ApiOperation({ operationId: 'revokeSession', summary: 'End one session of a user' })
  @ApiOkResponse({ standardSchema: RevokedSessions })
  revokeOne(
    @Param('userPoolId') userPoolId: string,
    @Param('userId') userId: string,
    @Param('sessionId') sessionId: string,
    @CurrentOperator() operator: Operator,
    @Ip() ip: string,
  ): Promise<z.output<typeof RevokedSessions>> {
    return this.revoke({ userPoolId, userId }, sessionId, { operator, ip });
  }

  private async revoke(
    key: UserKey,
    sessionId: string | undefined,
    by: { readonly operator: Operator; readonly ip: string },
  ): Promise<z.output<typeof RevokedSessions>> {
    const revoked = await this.users.revokeSessions(key, sessionId);
    const { userPoolId, userId } = key;
    if (revoked > 0) {
      await this.log.record({ type: 'sessions_revoked', userPoolId, accountId: userId, ...by });
    }
    return { revoked };
  }
}
