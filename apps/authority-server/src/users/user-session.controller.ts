import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { AuditEntry, Audited, CurrentEntry } from '../operators/audited.js';
import { OperatorRoutes } from '../operators/operator.guard.js';
import { UserRepository, type UserKey } from './user-repository.js';
import { PageQuery, RevokedSessions, UserSessionPage } from './user-schemas.js';

/** Sessions of a user. */
@Controller('admin/pools/:userPoolId/users/:userId/sessions')
@OperatorRoutes('users')
export class UserSessionController {
  constructor(private readonly users: UserRepository) {}

  @Get()
  @Audited('user_read')
  @ApiOperation({ operationId: 'listSessions', summary: 'Sessions of a user, newest first' })
  @ApiOkResponse({ standardSchema: UserSessionPage })
  list(
    @Param('userPoolId') userPoolId: string,
    @Param('userId') userId: string,
    @Query({ schema: PageQuery }) query: z.output<typeof PageQuery>,
    @CurrentEntry() entry: AuditEntry,
  ): Promise<z.output<typeof UserSessionPage>> {
    entry.what = ['sessions'];
    return this.users.listSessions({ userPoolId, userId }, query);
  }

  @Delete()
  @Audited('sessions_revoked')
  @ApiOperation({ operationId: 'revokeSessions', summary: 'Revoke every session of a user' })
  @ApiOkResponse({ standardSchema: RevokedSessions })
  revokeAll(
    @Param('userPoolId') userPoolId: string,
    @Param('userId') userId: string,
    @CurrentEntry() entry: AuditEntry,
  ): Promise<z.output<typeof RevokedSessions>> {
    return this.revoke({ userPoolId, userId }, entry);
  }

  @Delete(':sessionId')
  @Audited('sessions_revoked')
  @ApiOperation({ operationId: 'revokeSession', summary: 'Revoke one session of a user' })
  @ApiOkResponse({ standardSchema: RevokedSessions })
  revokeOne(
    @Param('userPoolId') userPoolId: string,
    @Param('userId') userId: string,
    @Param('sessionId') sessionId: string,
    @CurrentEntry() entry: AuditEntry,
  ): Promise<z.output<typeof RevokedSessions>> {
    return this.revoke({ userPoolId, userId }, entry, sessionId);
  }

  private async revoke(
    key: UserKey,
    entry: AuditEntry,
    sessionId?: string,
  ): Promise<z.output<typeof RevokedSessions>> {
    const revoked = await this.users.revokeSessions(key, { reason: 'operator', sessionId });
    entry.isRecorded = revoked > 0;
    return { revoked };
  }
}
