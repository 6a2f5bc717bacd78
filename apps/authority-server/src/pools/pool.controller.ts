import { Body, Controller, Get, HttpCode, Ip, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { OperationLog } from '../operators/operation-log.js';
import type { Operator } from '../operators/operator-repository.js';
import { CurrentOperator, OperatorRoutes } from '../operators/operator.guard.js';
import {
  CreatedPool,
  CreatedTokenKey,
  NewPool,
  Pool,
  PoolChanges,
  PoolPage,
  PoolQuery,
} from './pool-schemas.js';
import { PoolSettingsRepository } from './pool-settings-repository.js';

/** The pools and their settings. */
@Controller('admin/pools')
@OperatorRoutes('pools')
export class PoolController {
  constructor(
    private readonly pools: PoolSettingsRepository,
    private readonly log: OperationLog,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listPools', summary: 'Pools, newest first' })
  @ApiOkResponse({ standardSchema: PoolPage })
  list(@Query({ schema: PoolQuery }) query: z.output<typeof PoolQuery>): Promise<z.output<typeof PoolPage>> {
    return this.pools.list(query);
  }

  @Post()
  @ApiOperation({ operationId: 'createPool', summary: 'Make a pool; its secret is shown this once' })
  @ApiCreatedResponse({ standardSchema: CreatedPool })
  async create(
    @Body({ schema: NewPool }) settings: z.output<typeof NewPool>,
    @CurrentOperator() operator: Operator,
    @Ip() ip: string,
  ): Promise<z.output<typeof CreatedPool>> {
    const created = await this.pools.create(settings);
    const what = Object.keys(settings);
    await this.log.record({ type: 'pool_created', operator, ip, userPoolId: created.pool.id, what });
    return created;
  }

  @Get(':userPoolId')
  @ApiOperation({ operationId: 'findPool', summary: 'One pool' })
  @ApiOkResponse({ standardSchema: Pool })
  find(@Param('userPoolId') userPoolId: string): Promise<z.output<typeof Pool>> {
    return this.pools.find(userPoolId);
  }

  @Patch(':userPoolId')
  @ApiOperation({
    operationId: 'changePool',
    summary: 'Change settings; every instance follows within two seconds',
  })
  @ApiOkResponse({ standardSchema: Pool })
  async change(
    @Param('userPoolId') userPoolId: string,
    @Body({ schema: PoolChanges }) changes: z.output<typeof PoolChanges>,
    @CurrentOperator() operator: Operator,
    @Ip() ip: string,
  ): Promise<z.output<typeof Pool>> {
    const { pool, changed } = await this.pools.change(userPoolId, changes);
    if (changed.length > 0) {
      await this.log.record({ type: 'pool_changed', operator, ip, userPoolId, what: changed });
    }
    return pool;
  }

  @Post(':userPoolId/token-key')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'createTokenKey',
    summary: 'Make the key of HS256 tokens, shown this once; the one before signs nothing from then on',
  })
  @ApiCreatedResponse({ standardSchema: CreatedTokenKey })
  async createTokenKey(
    @Param('userPoolId') userPoolId: string,
    @CurrentOperator() operator: Operator,
    @Ip() ip: string,
  ): Promise<z.output<typeof CreatedTokenKey>> {
    const tokenKey = await this.pools.createTokenKey(userPoolId);
    await this.log.record({ type: 'token_key_created', operator, ip, userPoolId });
    return { tokenKey };
  }
}
