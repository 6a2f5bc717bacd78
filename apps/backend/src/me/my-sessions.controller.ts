import { Authenticator, CurrentUser, type AuthenticatedRequest } from '@app2wxapp/nest';
import { ApiSessionToken } from '@app2wxapp/nest/swagger';
import { Controller, Delete, Get, Header, HttpCode, Param, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Visitor } from '../auth/visitor.js';
import { SessionId, SessionPage, SessionQuery } from './me-schemas.js';

/** Devices on which the user is logged in. */
@ApiSessionToken()
@Controller('me/sessions')
export class MySessionsController {
  constructor(private readonly authenticator: Authenticator) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'List my sessions, newest first.' })
  @ApiOkResponse({ standardSchema: SessionPage })
  async list(
    @CurrentUser<Visitor>() { account, sessionId }: Visitor,
    @Query({ schema: SessionQuery }) { cursor }: z.output<typeof SessionQuery>,
    @Req() request: AuthenticatedRequest,
  ): Promise<z.output<typeof SessionPage>> {
    const client = await this.authenticator.clientFor(request);
    const { items, nextCursor } = await client.listSessions(account._id, { cursor });
    return {
      items: items.map(({ id, ip, createdAt, expiresAt }) => ({
        id,
        current: id === sessionId,
        ip,
        createdAt,
        expiresAt,
      })),
      nextCursor,
    };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Log out on one device.' })
  @ApiNoContentResponse()
  async end(
    @CurrentUser<Visitor>() { account }: Visitor,
    @Param('id', { schema: SessionId }) id: string,
    @Req() request: AuthenticatedRequest,
  ): Promise<void> {
    const client = await this.authenticator.clientFor(request);
    await client.revokeSession(account._id, id);
  }
}
