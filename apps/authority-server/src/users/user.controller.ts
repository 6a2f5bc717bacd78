import { unknownUser } from '@app2wxapp/authority';
import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { RATE_LIMITS, type RateLimits } from '../limits/rate-limits.js';
import { AuditEntry, Audited, CurrentEntry } from '../operators/audited.js';
import { CurrentOperator, ForReaders, NeedsProof, OperatorRoutes } from '../operators/operator.guard.js';
import type { Operator } from '../operators/operator.js';
import { PoolSettingsRepository } from '../pools/pool-settings-repository.js';
import { UserRepository } from './user-repository.js';
import {
  PoolUser,
  PoolUserChanges,
  PoolUserDetails,
  PoolUserPage,
  UserExport,
  UserSearch,
} from './user-schemas.js';
import { showUserTo } from './view-user.js';

/** Users of a pool. */
@Controller('admin/pools/:userPoolId/users')
@OperatorRoutes('users')
export class UserController {
  constructor(
    private readonly users: UserRepository,
    private readonly pools: PoolSettingsRepository,
    @Inject(RATE_LIMITS) private readonly limits: RateLimits,
  ) {}

  @Post('search')
  @HttpCode(200)
  @ForReaders()
  @Audited('users_searched')
  @ApiOperation({
    operationId: 'searchUsers',
    summary: 'Users by phone, openid, unionid or name; newest first',
  })
  @ApiOkResponse({ standardSchema: PoolUserPage })
  async search(
    @Param('userPoolId') userPoolId: string,
    @Body({ schema: UserSearch }) search: z.output<typeof UserSearch>,
    @CurrentOperator() { id: operatorId, role }: Operator,
    @CurrentEntry() entry: AuditEntry,
  ): Promise<z.output<typeof PoolUserPage>> {
    if (role === 'reader' && search.phone !== undefined) await this.limits.consume('phoneSearch', operatorId);
    entry.what = (['phone', 'wechatUser', 'name'] as const).filter((name) => search[name] !== undefined);
    await this.pools.find(userPoolId);
    const { items, nextCursor } = await this.users.search(userPoolId, search);
    return { items: items.map((user) => showUserTo(role, user)), nextCursor };
  }

  @Get(':userId')
  @Audited('user_read')
  @ApiOperation({ operationId: 'findUser', summary: 'One user, with its WeChat identities' })
  @ApiOkResponse({ standardSchema: PoolUserDetails })
  async find(
    @Param('userPoolId') userPoolId: string,
    @Param('userId') userId: string,
    @CurrentOperator() { role }: Operator,
  ): Promise<z.output<typeof PoolUserDetails>> {
    return showUserTo(role, await this.users.find({ userPoolId, userId }));
  }

  @Patch(':userId')
  @Audited('user_blocked')
  @ApiOperation({
    operationId: 'changeUser',
    summary: 'Block or unblock a user; blocking also revokes every session',
  })
  @ApiOkResponse({ standardSchema: PoolUser })
  change(
    @Param('userPoolId') userPoolId: string,
    @Param('userId') userId: string,
    @Body({ schema: PoolUserChanges }) { blocked }: z.output<typeof PoolUserChanges>,
    @CurrentEntry() entry: AuditEntry,
  ): Promise<z.output<typeof PoolUser>> {
    if (!blocked) entry.type = 'user_unblocked';
    return this.users.setBlocked({ userPoolId, userId }, blocked);
  }

  @Post(':userId/export')
  @HttpCode(200)
  @Header('content-disposition', 'attachment; filename="user.json"')
  @NeedsProof()
  @Audited('user_exported')
  @ApiOperation({
    operationId: 'exportUser',
    summary: 'Export everything stored about a user. Recorded as an event, so it is not a GET',
  })
  @ApiOkResponse({ standardSchema: UserExport })
  export(
    @Param('userPoolId') userPoolId: string,
    @Param('userId') userId: string,
  ): Promise<z.output<typeof UserExport>> {
    return this.users.export({ userPoolId, userId });
  }

  @Delete(':userId')
  @HttpCode(204)
  @NeedsProof()
  @Audited('user_deleted')
  @ApiOperation({
    operationId: 'deleteUser',
    summary: 'Delete a user with account, identities and sessions. It cannot be undone',
  })
  @ApiNoContentResponse()
  async delete(@Param('userPoolId') userPoolId: string, @Param('userId') userId: string): Promise<void> {
    if (!(await this.users.erase({ userPoolId, userId }))) throw unknownUser();
  }
}
