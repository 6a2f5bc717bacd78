import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { AuditEntry, Audited, CurrentEntry } from '../operators/audited.js';
import {
  CurrentOperator,
  CurrentProof,
  NeedsProof,
  OperatorRoutes,
  SelectsPools,
} from '../operators/operator.guard.js';
import type { Operator } from '../operators/operator.js';
import { requirePool, selectPools } from '../operators/pool-scope.js';
import { RecentProof } from '../operators/recent-proof.js';
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
import { ApiIfMatch, ExpectedVersion, IfMatch, SendsVersion } from './pool-version.js';

/** Pools and their settings. */
@Controller('admin/pools')
@OperatorRoutes('pools')
@SendsVersion()
export class PoolController {
  constructor(private readonly pools: PoolSettingsRepository) {}

  @Get()
  @SelectsPools()
  @ApiOperation({ operationId: 'listPools', summary: 'Pools, newest first' })
  @ApiOkResponse({ standardSchema: PoolPage })
  list(
    @Query({ schema: PoolQuery }) query: z.output<typeof PoolQuery>,
    @CurrentOperator() operator: Operator,
  ): Promise<z.output<typeof PoolPage>> {
    return this.pools.list(query, selectPools(operator));
  }

  @Post()
  @NeedsProof()
  @Audited('pool_created')
  @ApiOperation({ operationId: 'createPool', summary: 'Create a pool; its secret is shown once' })
  @ApiCreatedResponse({ standardSchema: CreatedPool })
  async create(
    @Body({ schema: NewPool }) settings: z.output<typeof NewPool>,
    @CurrentEntry() entry: AuditEntry,
  ): Promise<z.output<typeof CreatedPool>> {
    const created = await this.pools.create(settings);
    entry.userPoolId = created.pool.id;
    entry.what = Object.keys(settings);
    return created;
  }

  @Get(':userPoolId')
  @ApiOperation({ operationId: 'findPool', summary: 'One pool' })
  @ApiOkResponse({ standardSchema: Pool })
  find(@Param('userPoolId') userPoolId: string): Promise<z.output<typeof Pool>> {
    return this.pools.find(userPoolId);
  }

  @Patch(':userPoolId')
  @Audited('pool_changed')
  @ApiOperation({
    operationId: 'changePool',
    summary:
      'Change settings; every instance follows within two seconds. Changes that lower the security require a recent proof',
  })
  @ApiIfMatch()
  @ApiOkResponse({ standardSchema: Pool })
  async change(
    @Param('userPoolId') userPoolId: string,
    @IfMatch() expected: ExpectedVersion,
    @Body({ schema: PoolChanges }) changes: z.output<typeof PoolChanges>,
    @CurrentEntry() entry: AuditEntry,
    @CurrentProof() proof: RecentProof,
  ): Promise<z.output<typeof Pool>> {
    const { pool, changed } = await this.pools.change(userPoolId, changes, {
      expected,
      onLower: () => proof.require(),
    });
    entry.what = changed;
    entry.isRecorded = changed.length > 0;
    return pool;
  }

  @Delete(':userPoolId')
  @HttpCode(204)
  @NeedsProof()
  @Audited('pool_deleted')
  @ApiOperation({
    operationId: 'deletePool',
    summary:
      'Delete a pool with its users, as an admin of all pools. It cannot be undone; every instance follows within two seconds',
  })
  @ApiIfMatch()
  @ApiNoContentResponse()
  delete(
    @Param('userPoolId') userPoolId: string,
    @IfMatch() expected: ExpectedVersion,
    @CurrentOperator() operator: Operator,
  ): Promise<void> {
    // Like creating one, it concerns all pools.
    requirePool(operator, undefined);
    return this.pools.delete(userPoolId, expected);
  }

  @Post(':userPoolId/token-key')
  @HttpCode(201)
  @NeedsProof()
  @Audited('token_key_created')
  @ApiOperation({
    operationId: 'createTokenKey',
    summary: 'Create the key of HS256 tokens, shown once; the previous key is no longer used',
  })
  @ApiCreatedResponse({ standardSchema: CreatedTokenKey })
  async createTokenKey(@Param('userPoolId') userPoolId: string): Promise<z.output<typeof CreatedTokenKey>> {
    return { tokenKey: await this.pools.createTokenKey(userPoolId) };
  }
}
