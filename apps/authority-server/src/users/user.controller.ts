import { Body, Controller, Delete, Get, Header, HttpCode, Ip, Param, Patch, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { OperationLog } from '../operators/operation-log.js';
import type { Operator } from '../operators/operator-repository.js';
import { CurrentOperator, ForReaders, OperatorRoutes } from '../operators/operator.guard.js';
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

/** The users of a pool. */
@Controller('admin/pools/:userPoolId/users')
@OperatorRoutes('users')
export class UserController {
  constructor(
    private readonly users: UserRepository,
    private readonly pools: PoolSettingsRepository,
    private readonly log: OperationLog,
  ) {}

  @Post('search')
  @HttpCode(200)
  @ForReaders()
  @ApiOperation({ operationId: 'searchUsers', summary: 'Users by phone, unionid or name; newest first' })
  @ApiOkResponse({ standardSchema: PoolUserPage })
  async search(
    @Param('userPoolId') userPoolId: string,
    @Body({ schema: UserSearch }) search: z.output<typeof UserSearch>,
  ): Promise<z.output<typeof PoolUserPage>> {
    await this.pools.find(userPoolId);
    return this.users.search(userPoolId, search);
  }

  @Get(':userId')
  @ApiOperation({ operationId: 'findUser', summary: 'One user, with its WeChat identities' })
  @ApiOkResponse({ standardSchema: PoolUserDetails })
  find(
    @Param('userPoolId') userPoolId: string,
    @Param('userId') userId: string,
  ): Promise<z.output<typeof PoolUserDetails>> {
    return this.users.find({ userPoolId, userId });
  }

  @Patch(':userId')
  @ApiOperation({ operationId: 'changeUser', summary: 'Block or unblock; blocking also ends every session' })
  @ApiOkResponse({ standardSchema: PoolUser })
  async change(
    @Param('userPoolId') userPoolId: string,
    @Param('userId') userId: string,
    @Body({ schema: PoolUserChanges }) { blocked }: z.output<typeof PoolUserChanges>,
    @CurrentOperator() operator: Operator,
    @Ip() ip: string,
  ): Promise<z.output<typeof PoolUser>> {
    const user = await this.users.setBlocked({ userPoolId, userId }, blocked);
    const type = blocked ? 'user_blocked' : 'user_unblocked';
    await this.log.record({ type, operator, ip, userPoolId, accountId: userId });
    return user;
  }

  @Post(':userId/export')
  @HttpCode(200)
  @Header('content-disposition', 'attachment; filename="user.json"')
  @ApiOperation({
    operationId: 'exportUser',
    summary: 'Everything that is kept of a user, on their request. Written to the events, so it is no GET',
  })
  @ApiOkResponse({ standardSchema: UserExport })
  async export(
    @Param('userPoolId') userPoolId: string,
    @Param('userId') userId: string,
    @CurrentOperator() operator: Operator,
    @Ip() ip: string,
  ): Promise<z.output<typeof UserExport>> {
    const content = await this.users.export({ userPoolId, userId });
    await this.log.record({ type: 'user_exported', operator, ip, userPoolId, accountId: userId });
    return content;
  }

  @Delete(':userId')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteUser',
    summary: 'Erase a user: account, identities, sessions. It cannot be undone',
  })
  @ApiNoContentResponse()
  async delete(
    @Param('userPoolId') userPoolId: string,
    @Param('userId') userId: string,
    @CurrentOperator() operator: Operator,
    @Ip() ip: string,
  ): Promise<void> {
    await this.users.erase({ userPoolId, userId });
    await this.log.record({ type: 'user_deleted', operator, ip, userPoolId, accountId: userId });
  }
}
